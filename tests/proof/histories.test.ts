// Random histories by use cases, with real files: after each act the laws hold, and the files are those of the catalogue.
import { afterAll, expect } from 'vitest'
import type { Halley } from '../../src/app/halley.ts'
import { renameItem } from '../../src/app/items/renameItem.ts'
import { shareItem, transferItem } from '../../src/app/items/shareItem.ts'
import { clearRuns } from '../../src/app/trash/clearRuns.ts'
import { addHold, releaseHolds } from '../../src/app/trash/holds.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { revertVersion } from '../../src/app/versions/revertVersion.ts'
import { setVersionRule, trashVersions } from '../../src/app/versions/trashVersions.ts'
import type { Result } from '../../src/fault/fault.ts'
import { stateInvariants } from '../../src/lifecycle/invariants/stateInvariants.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { loadEverything } from '../../src/store/state/loadState.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { World } from '../trash/world.ts'
import { acts, processImages, purgeEntry, restoreEntry } from './acts.ts'
import { complaints } from './recover.ts'
import { seededNumbers } from './seeded.ts'
import { keepSeed, trialsOf } from './seeds.ts'

const seeds = trialsOf('histories').map(({ seed: each }) => each)
const seed = seeds.at(-1) ?? 0
const HISTORIES = Number(process.env['HALLEY_TEST_FILE_HISTORIES'] ?? 3)
const ACTS = 30
const done = new Map<string, number>()

afterAll(() => {
  const all = [...done].toSorted(([, a], [, b]) => b - a)
  console.log(`seed ${seed}: ${all.map(([name, count]) => `${name} ${count}`).join(', ')}`)
})

interface Turn {
  readonly by: Halley
  readonly run: RunRow
  readonly entryId: string
  /** Mostly who may do something about the entry. */
  readonly keeper: Halley
  readonly next: () => number
}

const images = ['a', 'b', 'c', 'd', 'e', 'f']
const names = ['lmc', 'smc', 'm31', 'm33']

function some(next: () => number): string[] {
  const chosen = images.filter(() => next() < 0.4)
  return chosen.length > 0 ? chosen : ['a']
}

/** Each is asked for whether it may be done or not: what is refused changes nothing. */
const moves: Readonly<Record<string, (turn: Turn) => Promise<Result<unknown>>>> = {
  process: ({ by, run, next }) => processImages(by, run, some(next)),
  'add images': ({ by, run, next }) => processImages(by, run, some(next)),
  'restore to a version': ({ by, run, next }) => revertVersion(by, run, { to: 1 + Math.floor(next() * 3), debug: false }),
  trash: ({ by, run }) => moveToTrash(by, { itemIds: [run.id], companionIds: [], cancel: false, reason: 'because' }),
  'restore from Trash': ({ keeper, entryId }) => restoreEntry(keeper, entryId),
  purge: ({ keeper, entryId }) => purgeEntry(keeper, entryId),
  empty: ({ by }) => acts.empty(by),
  clear: ({ by, run }) => clearRuns(by, { runIds: [run.id], reason: 'because' }),
  'trash a version': ({ by, run, next }) => trashVersions(by, run, [1 + Math.floor(next() * 3)], 'because'),
  'keep the last version': ({ by, run, next }) => setVersionRule(by, run, next() < 0.5 ? 1 : null),
  rename: ({ by, run, next }) => renameItem(by, { kind: 'run', ...run }, names[Math.floor(next() * names.length)] ?? 'lmc'),
  hold: ({ by, run }) => addHold(by, { itemId: run.id, version: null, reason: 'in the paper' }),
  release: ({ by, run }) => releaseHolds(by, { kind: 'run', name: run.name }),
  share: ({ by, run }) => shareItem(by, run.id, 'bea', 'viewer'),
  transfer: ({ by, run }) => transferItem(by, run.id, 'bea'),
}
const likely = ['process', 'process', 'add images', 'trash', 'trash', 'restore from Trash', 'purge', 'purge', ...Object.keys(moves)]

async function turnOf({ store }: World, people: readonly Halley[], next: () => number): Promise<Turn> {
  const of = <T>(things: readonly T[]): T => things[Math.floor(next() * things.length)]
  const runs = await store.catalogue.selectFrom('runs').selectAll().orderBy('createdAt').orderBy('name').orderBy('id').execute()
  const live = runs.filter(({ place }) => place === 'live')
  const entries = await store.catalogue.selectFrom('trashEntries').select(['id', 'rootId']).orderBy('at').orderBy('rootId').execute()
  const run = of(live.length > 0 && next() < 0.9 ? live : runs)
  const entry = entries.length > 0 ? of(entries) : { id: 'none', rootId: '' }
  const root = runs.find(({ id }) => id === entry.rootId)
  const mostly = (ownerId: string | undefined) => people.find(({ user }) => user.id === ownerId && next() < 0.8) ?? of(people)
  return { by: mostly(run.ownerId), run, entryId: entry.id, keeper: mostly(root?.ownerId), next }
}

async function play(scene: Awaited<ReturnType<typeof World.make>>, history: number): Promise<void> {
  const { world, ann, bea, ada } = scene
  const next = seededNumbers(history)
  for (let act = 0; act < ACTS; act++) {
    world.nowMs += 60_000
    const live = await world.store.catalogue.selectFrom('runs').select('name').where('place', '=', 'live').execute()
    const free = names.find((name) => !live.some((run) => run.name === name))
    if (free !== undefined && (live.length < 2 || next() < 0.1)) await world.addRun(next() < 0.5 ? ann : bea, free)
    const name = likely[Math.floor(next() * likely.length)] ?? 'process'
    const outcome = await moves[name]?.(await turnOf(world, [ann, bea, ada], next))
    const words = `${name} ${outcome?.ok ? 'done' : 'refused'}`
    done.set(words, (done.get(words) ?? 0) + 1)
    const state = await loadEverything(world.store.catalogue)
    const breaches = stateInvariants.flatMap((law) => law.breaches(state).map((breach) => `${law.number} ${breach}`))
    expect(breaches, `history ${history}, act ${act}: ${name}`).toEqual([])
    if (act % 6 === 5) expect(await complaints(ada), `history ${history}, until act ${act}: ${name}`).toEqual([])
  }
}

eachStore(
  'in random histories by use cases the laws hold, and every file is there that should be and no other',
  async (store) => {
    const scene = await World.make(store)
    const fresh = Array.from({ length: HISTORIES - 1 }, (_, index) => seed + index + 1)
    for (const history of [...seeds, ...fresh]) {
      await play(scene, history).catch((error: unknown) => {
        keepSeed('histories', { seed: history, round: null })
        throw error
      })
    }
  },
  600_000,
)
