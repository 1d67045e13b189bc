import { z } from 'zod'
import { endpoints } from './endpoint.ts'

export const downloadLinksEndpoints = endpoints({
  makeDownloadLink: {
    method: 'POST',
    path: '/api/download-links',
    summary: 'A link to one download, for a program on your machine that is not signed in',
    description:
      'Such as TOPCAT or Aladin, which read tables and images by their address. The link gives what the address gives to you, for a few minutes and a few times, and ends when you sign out. For browsers alone: programs of your own send a token.',
    tag: 'Downloads',
    access: 'signedIn',
    body: z.object({
      path: z
        .string()
        .max(16_000)
        .describe('An address of a download, without the host')
        .meta({ examples: ['/api/sources/export?format=vot&run=lmc'] }),
    }),
    reply: z.object({ path: z.string().describe('With the right to read it in it'), expiresUtc: z.string() }),
    mostPerMinute: 120,
    hasSecrets: true,
  },
})
