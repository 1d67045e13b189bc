export const runRoutes = [] as const
