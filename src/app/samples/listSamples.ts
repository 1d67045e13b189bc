import { failure, success, type Result } from '../../fault/fault.ts'
import type { AllowedCommand } from '../../lifecycle/allowedCommands.ts'
import { drawnInPlaces, findDrawn } from '../../store/catalogue/drawn.ts'
import type { DrawnRow } from '../../store/catalogue/schema.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import type { SampleCounts } from '../../store/samples/drawTables.ts'
import type { SourceQuery } from '../contract/sourceQuery.ts'
import { originStates, type OriginState } from '../drawn/originStates.ts'
import type { Share } from '../contract/item.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { itemActions } from '../items/itemActions.ts'
import { readable, type Readable } from '../items/readable.ts'
import { sharesOfItem } from '../items/sharesOfItem.ts'

/** What the catalogue keeps of how a sample was drawn. */
interface SampleParameters {
  readonly query: SourceQuery
  readonly text: string
  /** Runs by the names that they had. */
  readonly from: readonly { readonly runId: string; readonly run: string; readonly version: number }[]
}

export interface SampleOriginSummary extends OriginState {
  readonly runId: string
  /** The name that it had. */
  readonly run: string
  readonly version: number
}

export interface SampleSummary {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly project: string
  readonly owner: string
  /** Live, or Deleting until it is gone. */
  readonly words: string
  /** The query as text. */
  readonly query: string
  readonly counts: SampleCounts
  readonly bytes: number
  readonly origins: readonly SampleOriginSummary[]
  readonly createdUtc: string
}

export interface SampleDetails extends SampleSummary {
  readonly queryData: SourceQuery
  /** The sample that it was drawn again from; its name is null for who may not see it. */
  readonly predecessor: { readonly id: string; readonly name: string | null } | null
  readonly codeVersion: string
  readonly manifestHash: string
  readonly shares: readonly Share[]
  readonly actions: readonly AllowedCommand[]
}

function parametersOf({ parameters }: DrawnRow): SampleParameters {
  return JSON.parse(parameters) as SampleParameters
}

async function summariesOf(halley: Halley, samples: readonly Readable<DrawnRow>[]): Promise<SampleSummary[]> {
  const rows = samples.map(({ row }) => row)
  const states = await originStates(
    halley,
    rows.flatMap((row) => parametersOf(row).from.map(({ runId }) => runId)),
  )
  const names = await userNames(
    halley.store.catalogue,
    rows.map(({ ownerId }) => ownerId),
  )
  return samples.map(({ row, words, projectName }) => {
    const { text, from } = parametersOf(row)
    return {
      id: row.id,
      name: row.name,
      description: row.description,
      project: projectName,
      owner: names.get(row.ownerId) ?? row.ownerId,
      words,
      query: text,
      counts: JSON.parse(row.counts) as SampleCounts,
      bytes: row.bytes,
      origins: from.flatMap((origin) => {
        const state = states.get(origin.runId)
        return state ? [{ ...origin, ...state }] : []
      }),
      createdUtc: row.createdAt,
    }
  })
}

/** The samples that the user may read, newest first. @param project name or id of the one to list; default: all */
export async function listSamples(halley: Halley, project?: string): Promise<Result<readonly SampleSummary[]>> {
  const found = project === undefined ? null : await findItem(halley, 'project', project)
  if (found && !found.ok) return found
  const rows = await drawnInPlaces(halley.store.catalogue, 'sample', ['live', 'purging'])
  const ofProject = rows.filter(({ projectId }) => found === null || projectId === found.value.id)
  const samples = (await readable(halley, ofProject)).filter(({ where }) => where !== 'hidden')
  return success(await summariesOf(halley, samples))
}

async function predecessorOf(halley: Halley, { predecessorId }: DrawnRow): Promise<SampleDetails['predecessor']> {
  if (predecessorId === null) return null
  const row = await findDrawn(halley.store.catalogue, 'sample', predecessorId)
  const [seen] = row ? await readable(halley, [row]) : []
  return { id: predecessorId, name: seen?.row.name ?? null }
}

/** One sample, by its name, `PROJECT/NAME` or id, with its query, origins and whom it is shared with. */
export async function showSample(halley: Halley, nameOrId: string): Promise<Result<SampleDetails>> {
  const found = await findItem(halley, 'sample', nameOrId)
  if (!found.ok) return failure(found.fault)
  const row = await findDrawn(halley.store.catalogue, 'sample', found.value.id)
  const [summary] = row ? await summariesOf(halley, await readable(halley, [row])) : []
  const shares = await sharesOfItem(halley, found.value)
  if (!row || !summary || !shares.ok) throw new Error(`Sample ${found.value.id} was found and is not there`)
  return success({
    ...summary,
    queryData: parametersOf(row).query,
    predecessor: await predecessorOf(halley, row),
    codeVersion: row.codeVersion,
    manifestHash: row.manifestHash,
    shares: shares.value,
    actions: await itemActions(halley, row.id),
  })
}
