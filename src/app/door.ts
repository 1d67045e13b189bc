/**
 * Through what somebody asks: a shell of the host, whose user has the files that their account has; the site or the API on
 * the machine of who started it; those of a server for accounts.
 */
export const doors = ['shell', 'laptop', 'server'] as const

export type Door = (typeof doors)[number]
