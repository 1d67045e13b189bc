export const projectsRoutes = [] as const
