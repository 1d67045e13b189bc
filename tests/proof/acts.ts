// What is done to the world of proofWorld.ts by Ann, as her use cases do it.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Halley } from '../../src/app/halley.ts'
import { renameItem } from '../../src/app/items/renameItem.ts'
import { performOperation } from '../../src/app/operations/performOperation.ts'
import type { Workbench } from '../../src/app/operations/workbench.ts'
import { holdForRun } from '../../src/app/process/holdImages.ts'
import { beginTrashPurge, type Begun } from '../../src/app/purge/beginTrashPurge.ts'
import { deletePermanently } from '../../src/app/purge/deletePermanently.ts'
import { finishPurge } from '../../src/app/purge/performPurge.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { clearRuns } from '../../src/app/trash/clearRuns.ts'
import { findEntry } from '../../src/app/trash/findEntry.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { restoreFromTrash } from '../../src/app/trash/restoreFromTrash.ts'
import { showPlan } from '../../src/app/trash/showPlan.ts'
import { revertVersion } from '../../src/app/versions/revertVersion.ts'
import { setVersionRule } from '../../src/app/versions/trashVersions.ts'
import { success, type Result } from '../../src/fault/fault.ts'
import { findImagesByContent, reserveImageNumbers } from '../../src/store/catalogue/images.ts'
import { findLiveRunByName } from '../../src/store/catalogue/runs.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { publishImages } from '../../src/store/publishing/publishImages.ts'
import { publishVersion } from '../../src/store/publishing/publishVersion.ts'
import type { PlannedAct } from '../../src/store/purge/drawPlan.ts'
import { writeExampleImage } from '../store/exampleStore.ts'

const never = new AbortController().signal

async function runNamed({ store }: Halley, name: string): Promise<RunRow> {
  const run = await findLiveRunByName(store.catalogue, name)
  if (!run) throw new Error(`No run ${name}`)
  return run
}

/** Brings images into the store as processing does, made without science. */
async function ingest(halley: Halley, run: RunRow, contents: readonly string[], { attempt }: Workbench) {
  const { store } = halley
  const hold = holdForRun(halley, run.id, attempt.claim)
  const known = await findImagesByContent(store.catalogue, contents)
  const held = await hold([...known.values()].map(({ id }) => id))
  if (!held.ok) return held
  const fresh = contents.filter((content) => !known.has(content))
  const first = fresh.length > 0 ? await reserveImageNumbers(store.catalogue, fresh.length) : 0
  const made = fresh.map((content, index) => writeExampleImage(attempt, `${content}.fits`, first + index, content))
  const published = await publishImages(store, attempt, made)
  if (!published.ok) return published
  const heldToo = await hold(published.value.map(({ id }) => id))
  if (!heldToo.ok) return heldToo
  return success(contents.flatMap((content) => known.get(content) ?? published.value.find((row) => row.contentHash === content) ?? []))
}

async function makeVersion(halley: Halley, run: RunRow, contents: readonly string[], bench: Workbench): Promise<Result<unknown>> {
  const images = await ingest(halley, run, contents, bench)
  if (!images.ok) return images
  writeFileSync(join(bench.attempt.resultFolder, 'sources.parquet'), `sources of ${contents.join(' ')}`)
  writeFileSync(join(bench.attempt.resultFolder, 'associations.parquet'), 'associations')
  return publishVersion(halley.store, bench.attempt, {
    runId: run.id,
    resultId: randomUUID(),
    madeAt: halley.now().toISOString(),
    configurationText: `images: ${contents.join(' ')}\n`,
    inputsHash: contents.join(' '),
    codeVersion: '0.1.0',
    counts: { sources: 3 * contents.length },
    images: images.value.map((image, epoch) => ({ image, epoch })),
    lastSourceId: run.lastSourceId + 3,
    forcedCount: 0,
  })
}

/** Processes a run over images that are named by their content: the operation of a processing around no science. */
export function processImages(halley: Halley, run: RunRow, contents: readonly string[]): Promise<Result<unknown>> {
  const kind = run.headVersion === null ? 'process' : 'addImages'
  return performOperation(halley, { kind, run, threads: 1, signal: never }, (bench) => makeVersion(halley, run, contents, bench))
}

export async function processExample(halley: Halley, name: string, contents: readonly string[]): Promise<Result<unknown>> {
  return processImages(halley, await runNamed(halley, name), contents)
}

async function finish(halley: Halley, begun: Result<Begun | null>): Promise<Result<unknown>> {
  const operation = begun.ok ? begun.value?.operation : null
  if (!operation) return begun
  return finishPurge(halley, operation, { signal: never, onProgress: () => {} })
}

/** Shows the plan of an act, and goes on with its hash as a user does who confirms it. */
async function confirmed(halley: Halley, act: PlannedAct, go: (hash: string) => Promise<Result<Begun | null>>): Promise<Result<unknown>> {
  const shown = await showPlan(halley, act)
  return shown.ok ? finish(halley, await go(shown.value.hash)) : shown
}

export async function purgeEntry(halley: Halley, name: string): Promise<Result<unknown>> {
  const target = await findEntry(halley, { kind: null, name })
  if (!target.ok) return target
  if (target.value.kind !== 'entry') throw new Error(`${name} is not the root of an entry`)
  const act = { act: 'purge', entryIds: [target.value.entry.id] } as const
  return confirmed(halley, act, (confirmedHash) => beginTrashPurge(halley, { act, confirmedHash, reason: '', detach: false }))
}

export async function restoreEntry(halley: Halley, name: string): Promise<Result<unknown>> {
  const target = await findEntry(halley, { kind: null, name })
  return target.ok ? restoreFromTrash(halley, target.value, { intoProjectId: null, newName: null }) : target
}

async function deleteForEver(halley: Halley, kind: 'trash' | 'clear', name: string): Promise<Result<unknown>> {
  const { id } = await runNamed(halley, name)
  const act = kind === 'trash' ? ({ act: 'trash', itemIds: [id], companionIds: [] } as const) : ({ act: 'clear', runIds: [id] } as const)
  const order = { act, cancel: false, reason: '', detach: false }
  return confirmed(halley, act, (confirmedHash) => deletePermanently(halley, { ...order, confirmedHash }))
}

export const acts = {
  process: (halley: Halley) => processExample(halley, 'fresh', ['a', 'j']),
  addImages: (halley: Halley) => processExample(halley, 'lmc', ['a', 'b', 'c', 'j']),
  revert: async (halley: Halley) => revertVersion(halley, await runNamed(halley, 'lmc'), { to: 1, debug: true }),
  trash: async (halley: Halley) => {
    const sample = await halley.store.catalogue.selectFrom('samples').select('id').where('name', '=', 'pulsars').executeTakeFirstOrThrow()
    const itemIds = [(await runNamed(halley, 'lmc')).id]
    return moveToTrash(halley, { itemIds, companionIds: [sample.id], cancel: false, reason: '' })
  },
  restore: (halley: Halley) => restoreEntry(halley, 'old'),
  purge: (halley: Halley) => purgeEntry(halley, 'old'),
  empty: (halley: Halley) => {
    const act = { act: 'empty', ownerId: halley.user.id } as const
    return confirmed(halley, act, (confirmedHash) => beginTrashPurge(halley, { act, confirmedHash, reason: '', detach: false }))
  },
  clear: async (halley: Halley) => clearRuns(halley, { runIds: [(await runNamed(halley, 'lmc')).id], reason: '' }),
  clearForEver: (halley: Halley) => deleteForEver(halley, 'clear', 'lmc'),
  deleteForEver: (halley: Halley) => deleteForEver(halley, 'trash', 'shared'),
  prune: async (halley: Halley) => setVersionRule(halley, await runNamed(halley, 'lmc'), 1),
  create: (halley: Halley) => createRun(halley, { name: 'newest', configText: 'run: newest\n' }),
  rename: async (halley: Halley) => renameItem(halley, { kind: 'run', ...(await runNamed(halley, 'lmc')) }, 'renamed'),
} as const satisfies Readonly<Record<string, (halley: Halley) => Promise<Result<unknown>>>>

export type ActName = keyof typeof acts

export const actNames = Object.keys(acts) as readonly ActName[]
