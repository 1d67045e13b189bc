import type { runDraftEndpoints } from '../../../app/contract/api/runDraft.ts'
import { keptEdits } from '../../../app/runs/keptEdits.ts'
import { saveDraft } from '../../../app/runs/saveDraft.ts'
import { showDraft } from '../../../app/runs/showDraft.ts'
import type { Routes } from '../routes.ts'
import { onRun } from './onRun.ts'

export const runDraftRoutes: Routes<typeof runDraftEndpoints> = {
  showDraft: ({ halley, params }) => onRun(halley, params.run, (run) => showDraft(halley, run)),
  saveDraft: ({ halley, params, body }) => onRun(halley, params.run, (run) => saveDraft(halley, run, body)),
  showKeptEdits: ({ halley, params }) => onRun(halley, params.run, (run) => keptEdits(halley, run, params.name)),
}
