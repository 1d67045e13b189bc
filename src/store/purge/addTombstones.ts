import { readFileSync } from 'node:fs'
import type { LifeEvent } from '../../lifecycle/events.ts'
import type { Item, Project, Run, State } from '../../lifecycle/state.ts'
import { knownItem } from '../../lifecycle/whereabouts.ts'
import { keepConfiguration } from '../catalogue/configurations.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { ResultRow, TombstoneRow } from '../catalogue/schema.ts'
import type { Store } from '../store.ts'

const rowsPerStatement = 1000

type Facts = Pick<TombstoneRow, 'counts' | 'hashes' | 'configurationHash'>

function draftOf(store: Store, runId: string): string | null {
  try {
    return readFileSync(store.paths.draft(runId), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** The result that the run showed, else the newest. */
function lastShown(run: Run, results: readonly ResultRow[]): ResultRow | undefined {
  const head = run.state.place === 'purged' ? null : run.state.head
  const shown = run.versions.find(({ number }) => number === head) ?? run.versions.at(-1)
  return results.find(({ id }) => id === shown?.resultId)
}

/** The configuration is the draft: what would have been processed next, with edits that never were. */
async function factsOfRun(store: Store, transaction: Catalogue, run: Run, at: string): Promise<Facts> {
  const results = await transaction
    .selectFrom('results')
    .selectAll()
    .where('runId', '=', run.id)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  const kept = results.filter(({ place }) => place === 'live')
  const shown = lastShown(run, kept)
  const draft = draftOf(store, run.id)
  const configurationHash = draft === null ? (shown?.configurationHash ?? null) : await keepConfiguration(transaction, draft, at)
  const counts = { ...(shown ? (JSON.parse(shown.counts) as object) : {}), versions: run.lastVersion, results: kept.length }
  return { counts: JSON.stringify(counts), hashes: JSON.stringify(kept.map(({ manifestHash }) => manifestHash)), configurationHash }
}

function factsOfProject(state: State, project: Project, going: ReadonlySet<string>): Facts {
  const members = [...state.items.values()].filter((item) => item.kind !== 'project' && item.projectId === project.id && going.has(item.id))
  const count = (kind: Item['kind']) => members.filter((item) => item.kind === kind).length
  const counts = { runs: count('run'), samples: count('sample'), analyses: count('analysis') }
  return { counts: JSON.stringify(counts), hashes: '[]', configurationHash: null }
}

async function factsOfDrawn(transaction: Catalogue, table: 'samples' | 'analyses', id: string): Promise<Facts> {
  const row = await transaction.selectFrom(table).select(['counts', 'manifestHash']).where('id', '=', id).executeTakeFirstOrThrow()
  return { counts: row.counts, hashes: JSON.stringify([row.manifestHash]), configurationHash: null }
}

/** Writes down what is left of each item that a purge takes. `state` is that before it began. */
export async function addTombstones(store: Store, transaction: Catalogue, state: State, event: LifeEvent<'purgeBegan'>): Promise<void> {
  const going = new Set(event.items.map(({ itemId }) => itemId))
  const purgedAt = new Date(event.atMs).toISOString()
  const factsOf = (item: Item) => {
    if (item.kind === 'run') return factsOfRun(store, transaction, item, purgedAt)
    if (item.kind === 'project') return factsOfProject(state, item, going)
    return factsOfDrawn(transaction, item.kind === 'sample' ? 'samples' : 'analyses', item.id)
  }
  const rows: TombstoneRow[] = []
  for (const item of [...going].map((id) => knownItem(state, id))) {
    const { id, kind, name, ownerId } = item
    const projectId = item.kind === 'project' ? null : item.projectId
    const deed = { purgeId: event.purgeId, purgedBy: event.by, purgedAt, reason: event.reason }
    rows.push({ itemId: id, kind, name, ownerId, projectId, ...deed, ...(await factsOf(item)) })
  }
  for (let first = 0; first < rows.length; first += rowsPerStatement) {
    await transaction
      .insertInto('tombstones')
      .values(rows.slice(first, first + rowsPerStatement))
      .execute()
  }
}
