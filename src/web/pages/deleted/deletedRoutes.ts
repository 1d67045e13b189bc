export const deletedRoutes = [] as const
