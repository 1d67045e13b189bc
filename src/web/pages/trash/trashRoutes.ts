export const trashRoutes = [] as const
