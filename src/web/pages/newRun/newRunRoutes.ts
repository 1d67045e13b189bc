export const newRunRoutes = [] as const
