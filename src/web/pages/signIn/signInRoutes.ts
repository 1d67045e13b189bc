export const signInRoutes = [] as const
