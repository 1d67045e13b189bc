import { z } from 'zod'
import { foundItemSchema, homeSchema } from '../home.ts'
import { endpoints } from './endpoint.ts'

export const homeEndpoints = endpoints({
  showHome: {
    method: 'GET',
    path: '/api/home',
    summary: 'What needs attention, what things take, how runs grew',
    tag: 'Home',
    access: 'signedIn',
    reply: homeSchema,
  },
  searchItems: {
    method: 'GET',
    path: '/api/search',
    summary: 'Projects, runs, samples and analyses by a part of their name',
    tag: 'Home',
    access: 'signedIn',
    query: z.object({ q: z.string().max(200).default(''), limit: z.coerce.number().int().min(1).max(100).default(20) }),
    reply: z.object({ items: z.array(foundItemSchema) }),
  },
})
