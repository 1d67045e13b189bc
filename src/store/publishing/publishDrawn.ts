import { rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import type { Actor } from '../../lifecycle/rights.ts'
import type { Analysis, Sample } from '../../lifecycle/state.ts'
import { isSurelyUndone } from '../catalogue/catalogueFault.ts'
import { changeTogether } from '../catalogue/changeTogether.ts'
import { addAnalysisOrigin, addSampleOrigins, describeDrawn } from '../catalogue/drawn.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { endOperation } from '../catalogue/operations.ts'
import type { AnalysisOriginRow, SampleOriginRow } from '../catalogue/schema.ts'
import { removeMade } from '../files/removeMade.ts'
import { syncToDisk } from '../files/syncToDisk.ts'
import { decideAndSave } from '../state/performCommand.ts'
import { sliceOf } from '../state/sliceOf.ts'
import type { Store } from '../store.ts'
import type { Attempt } from './attempt.ts'
import { documentText } from './documentText.ts'
import { afterCommit, onDisk, refuseSuperseded } from './publishFault.ts'
import type { PublishOptions } from './publishStep.ts'
import { sealFolder, type SealedFolder } from './sealFolder.ts'

/** What a sample or an analysis was made from. */
export type DrawnOrigins =
  | { readonly kind: 'sample'; readonly rows: readonly Omit<SampleOriginRow, 'sampleId'>[] }
  | { readonly kind: 'analysis'; readonly row: Omit<AnalysisOriginRow, 'analysisId'> }

/** A sample or an analysis whose tables lie in the attempt's folder. */
export interface NewDrawn {
  readonly item: Sample | Analysis
  readonly actor: Actor
  /** ISO 8601, UTC. */
  readonly madeAt: string
  readonly description: string
  /** The query of a sample, the parameters of an analysis. */
  readonly parameters: object
  readonly counts: Readonly<Record<string, number>>
  readonly codeVersion: string
  readonly predecessorId: string | null
  readonly origins: DrawnOrigins
  /** What it is, for who reads its files: `sample.json` or `analysis.json`. It says nothing of when and by whom. */
  readonly document: { readonly name: string; readonly content: object }
}

/**
 * Makes a sample or an analysis: its files final and in place, then one transaction with its row and origins, the end of
 * the operation, and of what it read. Before that transaction nothing shows.
 *
 * @returns the refusals of the rules, such as `name.taken` where the name was given away meanwhile; `publish.superseded`
 * where the claim is lost, `publish.disk` where the disk refuses; then nothing changed
 */
export function publishDrawn(store: Store, attempt: Attempt, drawn: NewDrawn, options: PublishOptions = {}): Promise<Result<SealedFolder>> {
  return settle(async () => {
    const { id, kind } = drawn.item
    const place = kind === 'sample' ? store.paths.sample(id) : store.paths.analysis(id)
    const sealed = await onDisk(async () => {
      const { name, content } = drawn.document
      await writeFile(join(attempt.resultFolder, name), documentText(content))
      const folder = await sealFolder(attempt.resultFolder, manifestFacts(attempt, drawn), options)
      await options.onStep?.('rename')
      await rename(attempt.resultFolder, place)
      await options.onStep?.('syncParent')
      await syncToDisk(dirname(place))
      return folder
    })
    await options.onStep?.('commit')
    await commitOrRemove(store, attempt, drawn, { sealed, place })
    await options.onStep?.('finish')
    await afterCommit(() => removeMade(store.paths.operation(attempt.claim.id)))
    return sealed
  })
}

function manifestFacts({ claim }: Attempt, { item, codeVersion, counts }: NewDrawn): object {
  const operation = { id: claim.id, attempt: claim.attempt }
  return { format: 1, kind: item.kind, id: item.id, operation, codeVersion, counts }
}

interface Placed {
  readonly sealed: SealedFolder
  readonly place: string
}

async function commitOrRemove(store: Store, attempt: Attempt, drawn: NewDrawn, { sealed, place }: Placed): Promise<void> {
  try {
    await changeTogether(store.catalogue, (transaction) => commit(transaction, attempt, drawn, sealed))
  } catch (error) {
    // What may have been committed is for the sweep to judge.
    if (isSurelyUndone(error)) await onDisk(() => removeMade(place))
    throw error
  }
}

async function commit(transaction: Catalogue, { claim }: Attempt, drawn: NewDrawn, sealed: SealedFolder): Promise<void> {
  const { item, actor, madeAt } = drawn
  const nowMs = Date.parse(madeAt)
  if (!(await endOperation(transaction, claim, { state: 'completed', error: null, endedAt: madeAt }))) refuseSuperseded(claim)
  const create = { name: 'create', actor, item } as const
  const afterSave = () => addRows(transaction, drawn, sealed)
  await decideAndSave(transaction, { slice: sliceOf(create), command: create, nowMs, afterSave })
  const endUse = { name: 'endUse', actor: { kind: 'worker' }, operationId: claim.id } as const
  await decideAndSave(transaction, { slice: sliceOf(endUse), command: endUse, nowMs })
}

async function addRows(transaction: Catalogue, drawn: NewDrawn, sealed: SealedFolder): Promise<void> {
  const { item, description, parameters, counts, codeVersion, predecessorId, origins } = drawn
  await describeDrawn(transaction, item.kind, item.id, {
    description,
    parameters: JSON.stringify(parameters),
    counts: JSON.stringify(counts),
    manifestHash: sealed.manifestHash,
    files: sealed.files.length,
    bytes: sealed.files.reduce((sum, file) => sum + file.bytes, 0),
    predecessorId,
    codeVersion,
  })
  if (origins.kind === 'sample') {
    await addSampleOrigins(
      transaction,
      origins.rows.map((row) => ({ sampleId: item.id, ...row })),
    )
  } else await addAnalysisOrigin(transaction, { analysisId: item.id, ...origins.row })
}
