import { z } from 'zod'
import { maxDraftLength, runDraftSchema } from '../runDraft.ts'
import { endpoints } from './endpoint.ts'
import { runParams } from './runs.ts'

const common = { tag: 'Configuration', access: 'signedIn', params: runParams } as const
const text = z.string().max(maxDraftLength)

export const runDraftEndpoints = endpoints({
  showDraft: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/draft',
    summary: 'The configuration of a run as it is edited',
    reply: runDraftSchema,
  },
  saveDraft: {
    ...common,
    method: 'PUT',
    path: '/api/runs/:run/draft',
    summary: 'Save the configuration',
    description:
      'Refused with 409 `run.draftChanged` where the file is not the one that was read; `data.text` and `data.hash` are what is there.',
    body: z.object({ text, basedOn: z.string().nullable().describe('The hash that was read') }),
    reply: z.object({ hash: z.string() }),
  },
  showKeptEdits: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/draft/kept/:name',
    summary: 'Edits of the configuration that were kept',
    params: runParams.extend({ name: z.string() }),
    reply: z.object({ name: z.string(), text: z.string() }),
  },
})
