export const samplesRoutes = [] as const
