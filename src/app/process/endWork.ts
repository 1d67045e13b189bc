import type { Fault } from '../../fault/fault.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import type { Claim } from '../../store/catalogue/operations.ts'
import { endOperation } from '../../store/catalogue/operations.ts'
import { changeRun, findRun } from '../../store/catalogue/runs.ts'

export interface WorkEnd {
  /** Why it ended; null where it did what it was to do. */
  readonly fault: Fault | null
  readonly at: Date
}

function stateOf(fault: Fault | null): 'completed' | 'failed' | 'cancelled' {
  if (!fault) return 'completed'
  return fault.code === 'interrupted' ? 'cancelled' : 'failed'
}

/** Ends a claimed operation, and with it the work of its run, in one step. Does nothing where the claim is lost or was ended. */
export async function endWork(catalogue: Catalogue, { id, attempt }: Claim, runId: string | null, { fault, at }: WorkEnd): Promise<void> {
  const state = stateOf(fault)
  const endedAt = at.toISOString()
  await catalogue.transaction().execute(async (transaction) => {
    const end = { state, error: fault && JSON.stringify(fault), endedAt }
    if (!(await endOperation(transaction, { id, attempt }, end)) || runId === null) return
    const run = await findRun(transaction, runId)
    if (run?.work === 'running') await changeRun(transaction, run, { work: state, updatedAt: endedAt })
  })
}
