// Whether the catalogue holds what the clients were told, and let go of what they asked to be gone.
import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import type { Plan } from '../../src/lifecycle/plans/plan.ts'
import type { Store } from '../../src/store/store.ts'
import type { Fact } from './journal.ts'
import type { Ledger } from './ledger.ts'

interface Present {
  readonly place: string
  readonly hash: string | null
}

/** What is in the catalogue, by kind and id as facts name it. */
async function present({ catalogue }: Store): Promise<ReadonlyMap<string, Present>> {
  const found = new Map<string, Present>()
  for (const { id, place } of await catalogue.selectFrom('runs').select(['id', 'place']).execute())
    found.set(`run ${id}`, { place, hash: null })
  const versions = await catalogue
    .selectFrom('versions')
    .leftJoin('results', 'results.id', 'versions.resultId')
    .select(['versions.runId', 'versions.number', 'versions.place', 'results.manifestHash'])
    .execute()
  for (const { runId, number, place, manifestHash } of versions) found.set(`version ${runId} ${number}`, { place, hash: manifestHash })
  for (const kind of ['sample', 'analysis'] as const) {
    const rows = await catalogue
      .selectFrom(kind === 'sample' ? 'samples' : 'analyses')
      .select(['id', 'place', 'manifestHash'])
      .execute()
    for (const { id, place, manifestHash } of rows) found.set(`${kind} ${id}`, { place, hash: manifestHash })
  }
  for (const { id } of await catalogue.selectFrom('comments').select('id').execute())
    found.set(`comment ${id}`, { place: 'live', hash: null })
  return found
}

interface Ended {
  readonly items: ReadonlySet<string>
  readonly versions: ReadonlySet<string>
}

/** What purges have ended, of those that somebody asked for; and what is wrong with the others. */
async function endedBy(store: Store, ledger: Ledger): Promise<{ readonly ended: Ended; readonly wrong: readonly string[] }> {
  const rows = await store.catalogue.selectFrom('purges').select(['id', 'plan', 'endedAt']).execute()
  const tombstones = new Set((await store.catalogue.selectFrom('tombstones').select('itemId').execute()).map(({ itemId }) => itemId))
  const [items, versions, wrong] = [new Set<string>(), new Set<string>(), [] as string[]]
  for (const { id, plan, endedAt } of rows) {
    const { entryIds, goes }: Pick<Plan, 'entryIds' | 'goes'> = JSON.parse(plan.slice(plan.indexOf('\n')))
    const isAsked = (one: string) => ledger.ends.has(one)
    const rootIds = [...goes.items.map((item) => item.id), ...goes.versions.map(({ runId }) => runId)]
    if (!entryIds.every(isAsked) && !rootIds.some(isAsked)) wrong.push(`purge ${id} was asked for by nobody: ${plan.slice(0, 300)}`)
    if (endedAt === null) wrong.push(`purge ${id} has no end`)
    for (const item of goes.items) {
      items.add(item.id)
      if (!tombstones.has(item.id)) wrong.push(`${item.kind} ${item.id} was purged and has no tombstone`)
      if (folderOf(store, item).some((path) => existsSync(path))) wrong.push(`${item.kind} ${item.id} was purged and has a folder still`)
    }
    for (const { runId, numbers } of goes.versions) for (const number of numbers) versions.add(`${runId} ${number}`)
  }
  const known = new Set(rows.map(({ id }) => id))
  for (const id of ledger.purges) if (!known.has(id)) wrong.push(`purge ${id} was confirmed and is not known`)
  return { ended: { items, versions }, wrong }
}

function folderOf({ paths }: Store, { kind, id }: Plan['goes']['items'][number]): string[] {
  if (kind === 'project') return []
  return [kind === 'run' ? paths.run(id) : paths[kind](id)]
}

function isEnded({ kind, id, itemId }: Fact, ended: Ended, ledger: Ledger): boolean {
  if (ended.items.has(itemId)) return true
  if (kind === 'version') return ended.versions.has(id)
  return kind === 'comment' && ledger.ends.has(id)
}

function isGone({ place }: Present): boolean {
  return place === 'purging' || place === 'purged'
}

/** Events that the history lacks of acts that were answered as done. */
async function missingEvents({ catalogue }: Store, ledger: Ledger): Promise<readonly string[]> {
  const rows = await catalogue
    .selectFrom('audit')
    .select(['action', 'subjectId', sql<number | string>`count(*)`.as('count')])
    .groupBy(['action', 'subjectId'])
    .execute()
  const counts = new Map(rows.map(({ action, subjectId, count }) => [`${action} ${subjectId}`, Number(count)]))
  return [...ledger.events]
    .filter(([key, count]) => (counts.get(key) ?? 0) < count)
    .map(([key, count]) => `the history has ${counts.get(key) ?? 0} of ${count} times ${key}`)
}

/** Compares what the clients were told with what is there. What has come to its end as asked is forgotten, what workers made becomes known. */
export async function brokenPromises(store: Store, ledger: Ledger): Promise<readonly string[]> {
  const there = await present(store)
  const { ended, wrong } = await endedBy(store, ledger)
  const broken = [...wrong]
  for (const [key, fact] of ledger.facts) {
    const row = there.get(key)
    if (isEnded(fact, ended, ledger)) {
      // A withdrawal that nobody answered may not have happened.
      if (row && !isGone(row) && fact.kind !== 'comment') broken.push(`${key} was purged and is ${row.place}`)
      ledger.facts.delete(key)
    } else if (!row || isGone(row)) broken.push(`${key} was there, nobody asked for its end, and it is ${row?.place ?? 'nowhere'}`)
    else if (fact.hash !== null && row.hash !== fact.hash)
      broken.push(`${key} had the manifest ${fact.hash}, and has ${row.hash ?? 'none'}`)
  }
  for (const [key, { place, hash }] of there) {
    const [kind, id = ''] = key.split(/ (.*)/s)
    if (isGone({ place, hash }) || kind === 'comment' || ledger.facts.has(key)) continue
    ledger.addFact({ kind: kind as Fact['kind'], id, itemId: id.split(' ')[0] ?? id, hash })
  }
  return [...broken, ...(await missingEvents(store, ledger))]
}
