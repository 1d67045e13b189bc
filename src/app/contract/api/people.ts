import { z } from 'zod'
import { endpoints } from './endpoint.ts'

export const peopleEndpoints = endpoints({
  listPeople: {
    method: 'GET',
    path: '/api/people',
    summary: 'The names of all active users: to share with, to transfer to',
    tag: 'People',
    access: 'signedIn',
    reply: z.object({ people: z.array(z.object({ id: z.string(), name: z.string() })) }),
  },
})
