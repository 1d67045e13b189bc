import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { findResultByInputs } from '../../store/catalogue/results.ts'
import type { ResultRow, RunRow } from '../../store/catalogue/schema.ts'
import { versionsOfRun } from '../../store/catalogue/versions.ts'
import { damagedImages, damagedResultFiles } from '../../store/integrity/checkFiles.ts'
import type { Attempt } from '../../store/publishing/attempt.ts'
import { publishEarlierResult } from '../../store/publishing/publishEarlierResult.ts'
import type { Halley } from '../halley.ts'
import type { ResultCounts } from '../contract/runStatus.ts'
import type { StageReporter } from './stageReporter.ts'

interface Work {
  readonly halley: Halley
  readonly run: RunRow
  readonly attempt: Attempt
  readonly configText: string
}

/** The version that a run shows after a processing. */
export interface Published {
  readonly version: number
  /** True where it was shown before: the inputs are its own. */
  readonly unchanged: boolean
  /** The version whose tables are shown again, because its inputs were the same; null where tables were made. */
  readonly shownAgain: number | null
  readonly counts: ResultCounts
}

/** A result of the run that was made from the same inputs and is as it was published. */
async function wholeResult({ halley, run }: Work, hash: string): Promise<ResultRow | null> {
  const { store } = halley
  const result = await findResultByInputs(store.catalogue, run.id, hash)
  if (!result) return null
  const damaged = [...(await damagedResultFiles(store, run.id, result.id)), ...(await damagedImages(store, result.id))]
  return damaged.length === 0 ? result : null
}

/**
 * Shows what was made from the same inputs before: nothing is done where that is shown already, else a new version shows
 * its tables again. Null where the run has no such result, or files of it are missing or altered.
 */
export async function showEarlierResult(work: Work, reporter: StageReporter, hash: string): Promise<Result<Published | null>> {
  const { halley, run, attempt, configText } = work
  const result = await wholeResult(work, hash)
  if (!result) return success(null)
  const counts = JSON.parse(result.counts) as ResultCounts
  const ofResult = (await versionsOfRun(halley.store.catalogue, run.id)).filter(({ resultId }) => resultId === result.id)
  const versions = ofResult.filter(({ place }) => place === 'live' || place === 'trashed')
  const head = versions.find(({ number }) => number === run.headVersion)
  if (head) return success({ version: head.number, unchanged: true, shownAgain: null, counts })
  const madeAt = halley.now().toISOString()
  const earlier = { runId: run.id, resultId: result.id, madeAt, configurationText: configText }
  const shownAgain = versions[0]?.number ?? null
  const published = await reporter.run(
    'publish',
    1,
    () => publishEarlierResult(halley.store, attempt, earlier),
    (outcome) => (outcome.ok ? `version ${outcome.value}, the tables of version ${shownAgain} again` : 'refused'),
  )
  return published.ok ? success({ version: published.value, unchanged: false, shownAgain, counts }) : published
}
