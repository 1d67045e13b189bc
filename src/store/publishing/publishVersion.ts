import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import { changeTogether } from '../catalogue/changeTogether.ts'
import { configurationHash, keepConfiguration } from '../catalogue/configurations.ts'
import { isSurelyUndone } from '../catalogue/catalogueFault.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { endOperation } from '../catalogue/operations.ts'
import { addResult } from '../catalogue/results.ts'
import { changeRun, findRun } from '../catalogue/runs.ts'
import type { ImageRow, ResultFileRow } from '../catalogue/schema.ts'
import { decideAndSave } from '../state/performCommand.ts'
import { removeMade } from '../files/removeMade.ts'
import { syncToDisk } from '../files/syncToDisk.ts'
import type { Store } from '../store.ts'
import type { Attempt } from './attempt.ts'
import { afterCommit, onDisk, refuseSuperseded } from './publishFault.ts'
import type { PublishOptions } from './publishStep.ts'
import { sealFolder, type SealedFile, type SealedFolder } from './sealFolder.ts'

/** A result whose files lie in the attempt's folder, and the version that is to show it. */
export interface NewVersion {
  readonly runId: string
  readonly resultId: string
  /** ISO 8601, UTC. */
  readonly madeAt: string
  readonly configurationText: string
  readonly inputsHash: string
  readonly codeVersion: string
  readonly counts: Readonly<Record<string, number>>
  /** In the order of the run's list; epochs from 0. */
  readonly images: readonly { readonly image: ImageRow; readonly epoch: number }[]
  /** The run's counters after this result. */
  readonly lastSourceId: number
  readonly forcedCount: number
  /** Where it comes from, for its manifest, when Halley did not compute it. */
  readonly origin?: object
}

export interface PublishedVersion {
  readonly number: number
  readonly files: readonly SealedFile[]
  readonly manifestHash: string
}

/**
 * Makes a result the head of its run: its files final and in place, then one transaction with the result, its edges,
 * the version, the run's counters, the end of the operation and the audit event. Before that transaction nothing shows.
 *
 * @returns `publish.superseded` where the claim is lost, as it is when the run was cancelled or moved to Trash meanwhile;
 * `publish.disk` where the disk refuses, `image.leaving` where an image is being purged; then nothing changed
 */
export function publishVersion(
  store: Store,
  attempt: Attempt,
  version: NewVersion,
  options: PublishOptions = {},
): Promise<Result<PublishedVersion>> {
  return settle(async () => {
    const place = store.paths.result(version.runId, version.resultId)
    const sealed = await onDisk(async () => {
      await writeFile(join(attempt.resultFolder, 'config.yaml'), version.configurationText)
      const folder = await sealFolder(attempt.resultFolder, manifestFacts(attempt, version), options)
      await options.onStep?.('rename')
      await rename(attempt.resultFolder, place)
      await options.onStep?.('syncParent')
      await syncToDisk(store.paths.results(version.runId))
      return folder
    })
    await options.onStep?.('commit')
    const number = await commitOrRemove(store, attempt, version, sealed)
    await options.onStep?.('finish')
    await afterCommit(() => removeMade(store.paths.operation(attempt.claim.id)))
    return { number, ...sealed }
  })
}

function manifestFacts(attempt: Attempt, version: NewVersion): object {
  return {
    format: 1,
    kind: 'result',
    id: version.resultId,
    run: version.runId,
    operation: attempt.claim,
    configurationHash: configurationHash(version.configurationText),
    inputsHash: version.inputsHash,
    codeVersion: version.codeVersion,
    counts: version.counts,
    ...(version.origin && { origin: version.origin }),
    images: version.images.map(({ image, epoch }) => ({
      id: image.id,
      number: image.number,
      name: image.name,
      contentHash: image.contentHash,
      epoch,
    })),
  }
}

async function commitOrRemove(store: Store, attempt: Attempt, version: NewVersion, sealed: SealedFolder): Promise<number> {
  try {
    return await changeTogether(store.catalogue, (transaction) => commit(transaction, attempt, version, sealed))
  } catch (error) {
    // What may have been committed is for the sweep to judge.
    if (isSurelyUndone(error)) await onDisk(() => removeMade(store.paths.result(version.runId, version.resultId)))
    throw error
  }
}

async function commit(transaction: Catalogue, attempt: Attempt, version: NewVersion, sealed: SealedFolder): Promise<number> {
  const { runId, resultId, madeAt } = version
  if (!(await endOperation(transaction, attempt.claim, { state: 'completed', error: null, endedAt: madeAt })))
    refuseSuperseded(attempt.claim)
  const result = { id: resultId, imageIds: version.images.map(({ image }) => image.id) }
  const { after } = await decideAndSave(transaction, {
    slice: { itemIds: [runId], imageIds: result.imageIds },
    command: {
      name: 'complete',
      actor: { kind: 'worker' },
      itemId: runId,
      operationId: attempt.claim.id,
      attempt: attempt.claim.attempt,
      result,
    },
    nowMs: Date.parse(madeAt),
    beforeSave: () => addResultRows(transaction, version, sealed),
  })
  const run = await findRun(transaction, runId)
  if (run === undefined) throw new Error(`Run ${runId} was published and is not there.`)
  if (version.lastSourceId < run.lastSourceId || version.forcedCount < run.forcedCount) {
    throw new RangeError(`The counters of run ${run.id} would go back.`)
  }
  await changeRun(transaction, run, { lastSourceId: version.lastSourceId, forcedCount: version.forcedCount })
  return knownRun(after, runId).lastVersion
}

async function addResultRows(transaction: Catalogue, version: NewVersion, sealed: SealedFolder): Promise<void> {
  const { resultId, runId, madeAt } = version
  const hash = await keepConfiguration(transaction, version.configurationText, madeAt)
  const result = {
    id: resultId,
    runId,
    configurationHash: hash,
    inputsHash: version.inputsHash,
    manifestHash: sealed.manifestHash,
    counts: JSON.stringify(version.counts),
    codeVersion: version.codeVersion,
    createdAt: madeAt,
    place: 'live',
    missingSince: null,
  } as const
  const edges = version.images.map(({ image, epoch }, position) => ({ resultId, imageId: image.id, position, epoch }))
  const files = sealed.files.map(({ name, bytes, sha256, stamp }): ResultFileRow => ({ resultId, name, bytes, sha256, stamp }))
  await addResult(transaction, result, edges, files)
}
