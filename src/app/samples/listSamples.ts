import { failure, success, type Result } from '../../fault/fault.ts'
import { drawnByIds, drawnInPlaces, findDrawn } from '../../store/catalogue/drawn.ts'
import type { DrawnRow } from '../../store/catalogue/schema.ts'
import type { SampleDetails, SampleSummary } from '../contract/sample.ts'
import type { SourceQuery } from '../contract/sourceQuery.ts'
import { drawnDetails, drawnSummaries } from '../drawn/drawnSummaries.ts'
import { originStates } from '../drawn/originStates.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { readable, type Readable } from '../items/readable.ts'
import { sharesOfItem } from '../items/sharesOfItem.ts'
import { combinationWords, type Combination } from './combination.ts'
import { sampleOrigins, type KeptOrigin } from './sampleOrigins.ts'

/** What the catalogue keeps of how a sample was drawn. */
interface SampleParameters {
  /** Null where it was combined from others. */
  readonly query: SourceQuery | null
  readonly text: string
  readonly combination?: Combination
  /** Runs by the names that they had. */
  readonly from: readonly KeptOrigin[]
}

function parametersOf({ parameters }: DrawnRow): SampleParameters {
  return JSON.parse(parameters) as SampleParameters
}

/** The samples that samples were drawn again from, with the names of those that the user may see. */
async function predecessorsOf(halley: Halley, rows: readonly DrawnRow[]): Promise<ReadonlyMap<string, SampleSummary['predecessor']>> {
  const ids = [...new Set(rows.flatMap(({ predecessorId }) => predecessorId ?? []))]
  const seen = await readable(halley, await drawnByIds(halley.store.catalogue, 'sample', ids))
  const names = new Map(seen.map(({ row }) => [row.id, row.name]))
  return new Map(ids.map((id) => [id, { id, name: names.get(id) ?? null }]))
}

/** How samples were combined, by their ids, with the names of the parents that the user may see. */
async function combinationsOf(halley: Halley, rows: readonly DrawnRow[]): Promise<ReadonlyMap<string, SampleSummary['combination']>> {
  const combined = rows.flatMap((row) => {
    const { combination } = parametersOf(row)
    return combination ? [{ id: row.id, combination }] : []
  })
  const states = await originStates(
    halley,
    combined.flatMap(({ combination }) => combination.parents.map(({ id }) => id)),
  )
  return new Map(
    combined.map(({ id, combination: { operator, radiusArcsec, where = null, parents } }) => {
      const seen = parents.flatMap((parent) => {
        const state = states.get(parent.id)
        return state ? [{ ...state, id: parent.id, name: state.canRead ? parent.name : null }] : []
      })
      return [id, { operator, radiusArcsec, where, parents: seen }]
    }),
  )
}

/** The query as text; of a combination its words, without the names that the user may not see. */
function queryWords(row: DrawnRow, combination: SampleSummary['combination']): string {
  if (combination === null) return parametersOf(row).text
  return combinationWords(
    { ...combination, where: combination.where ?? undefined },
    combination.parents.map(({ name }) => name ?? 'another sample'),
  )
}

async function summariesOf(halley: Halley, samples: readonly Readable<DrawnRow>[]): Promise<SampleSummary[]> {
  const rows = samples.map(({ row }) => row)
  const origins = await sampleOrigins(
    halley,
    rows.map((row) => ({ id: row.id, from: parametersOf(row).from })),
  )
  const combinations = await combinationsOf(halley, rows)
  const predecessors = await predecessorsOf(halley, rows)
  const summaries = await drawnSummaries(halley, samples)
  return rows.flatMap((row) => {
    const summary = summaries.get(row.id)
    if (!summary) return []
    const combination = combinations.get(row.id) ?? null
    const predecessor = predecessors.get(row.predecessorId ?? '') ?? null
    const counts = JSON.parse(row.counts) as SampleSummary['counts']
    return [{ ...summary, query: queryWords(row, combination), counts, origins: origins.get(row.id) ?? [], predecessor, combination }]
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
    ...(await drawnDetails(halley, 'sample', row)),
    shares: shares.value,
  })
}
