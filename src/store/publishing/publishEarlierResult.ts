import { settle, type Result } from '../../fault/fault.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import { changeTogether } from '../catalogue/changeTogether.ts'
import { keepConfiguration } from '../catalogue/configurations.ts'
import { endOperation } from '../catalogue/operations.ts'
import { imagesOfResult } from '../catalogue/results.ts'
import { decideAndSave } from '../state/performCommand.ts'
import type { Store } from '../store.ts'
import type { Attempt } from './attempt.ts'
import { refuseSuperseded } from './publishFault.ts'

/** A result of the run that is to be shown again. */
export interface EarlierResult {
  readonly runId: string
  readonly resultId: string
  /** ISO 8601, UTC. */
  readonly madeAt: string
  /** The text that was processed now: it came to the same as that of the result. */
  readonly configurationText: string
}

/**
 * Makes an earlier result of a run its head, with a new version in one transaction; no file is written.
 *
 * @returns the number of the version; the refusals of `publishVersion`, and then nothing changed
 */
export function publishEarlierResult(store: Store, { claim }: Attempt, earlier: EarlierResult): Promise<Result<number>> {
  const { runId, resultId, madeAt, configurationText } = earlier
  return settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      if (!(await endOperation(transaction, claim, { state: 'completed', error: null, endedAt: madeAt }))) refuseSuperseded(claim)
      await keepConfiguration(transaction, configurationText, madeAt)
      const imageIds = (await imagesOfResult(transaction, resultId)).map(({ id }) => id)
      const work = { itemId: runId, operationId: claim.id, attempt: claim.attempt, result: { id: resultId, imageIds } }
      const { after } = await decideAndSave(transaction, {
        slice: { itemIds: [runId], imageIds },
        command: { name: 'complete', actor: { kind: 'worker' }, ...work },
        nowMs: Date.parse(madeAt),
      })
      return knownRun(after, runId).lastVersion
    }),
  )
}
