export const analysesRoutes = [] as const
