// What the system refuses: the answer is a fault, nothing is lost, and done again it succeeds.
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { quickFolder } from '../removal/quickFolder.ts'
import { valueOf } from '../store/exampleStore.ts'
import { actNames, type ActName } from './acts.ts'
import { copyStore, stateAfter, type Scene } from './crashing.ts'
import { answerOf, fail, judgeFault, noFaults, type FaultCount } from './failing.ts'
import { enterOnce, makeProofWorld, type ProofWorld } from './proofWorld.ts'
import { seededNumbers } from './seeded.ts'
import { pickOf, seedsOf, trialsOf } from './seeds.ts'
import { startAct } from './startAct.ts'

const trials = trialsOf('faults')
const next = seededNumbers(trials[0].seed)
const folder = quickFolder()
const base = join(folder, 'base')
const total: FaultCount = { ...noFaults }
let ids: ProofWorld['ids'] = {}

beforeAll(async () => {
  await enterOnce(base)
  const store = valueOf(await openStore(base))
  ids = (await makeProofWorld(store)).ids
  await store.close()
})

afterAll(() => {
  const { faults, doneAllTheSame, doneAgain } = total
  console.log(
    `seed ${seedsOf(trials)}: ${faults} calls let to fail; ${doneAllTheSame} times it was done all the same, ${doneAgain} times when done again`,
  )
})

test.each(actNames)('whatever call of it fails with ENOSPC, EIO, EACCES or EMFILE, %s loses nothing and can be done again', async (act) => {
  for (const trial of trials) {
    const count = await fail({ base, folder: join(folder, act), act }, trial.round === null ? 3 : 20, pickOf(trial))
    for (const key of Object.keys(total) as (keyof FaultCount)[]) total[key] += count[key]
    expect(count.faults).toBeGreaterThan(0)
  }
})

function sceneOf(act: ActName): Scene {
  return { base, folder: mkdtempSync(join(folder, 'scene-')), act }
}

/** How a process gets file systems of its own, where it may. */
const withMounts = ['unshare -m', 'unshare -r -m'].find(
  (command) => spawnSync('sh', ['-c', `${command} mount -t tmpfs none /mnt`]).status === 0,
)

/** Lets an act find so many free KiB on the disk of the store. @returns the store afterwards */
async function withRoom(scene: Scene, freeKib: number): Promise<{ home: string; answer: string }> {
  const home = copyStore(base, scene.folder)
  const words = `${scene.act} with ${freeKib} KiB of room`
  if (withMounts === undefined) {
    const intervention = { kind: 'fail', at: 1 + freeKib, errno: 'ENOSPC', isLasting: true } as const
    return { home, answer: answerOf(await startAct({ ...scene, home, intervention }), words) }
  }
  const out = mkdtempSync(join(scene.folder, 'out-'))
  const fill = `free=$(df -k --output=avail '${home}' | tail -1); head -c $(( (free - ${freeKib}) * 1024 )) /dev/zero > '${home}/lost+found'`
  const inside = `mount -t tmpfs -o size=8m none '${home}' && cp -a '${base}/.' '${home}' && ${fill}; "$@"; rm '${home}/lost+found'; cp -a '${home}/.' '${out}'`
  const shell = `exec ${withMounts} sh -c ${quoted(inside)} sh "$@"`
  return { home: out, answer: answerOf(await startAct({ ...scene, home, shell }), words) }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

test.each(['process', 'addImages', 'revert', 'trash', 'purge'] as const)('on a disk that is full, %s loses nothing', async (act) => {
  const scene = sceneOf(act)
  const { states } = await stateAfter(scene)
  const answers: string[] = []
  for (const freeKib of [0, 4 + Math.floor(next() * 60), 80 + Math.floor(next() * 200)]) {
    const { home, answer } = await withRoom(scene, freeKib)
    answers.push(answer)
    await judgeFault(scene, home, states, `${act} with ${freeKib} KiB of room`)
  }
  // Nothing is done without room for what is to be written down.
  expect(answers[0]).toBe('refused')
})

test.each(['process', 'revert', 'purge'] as const)('without descriptors %s loses nothing', async (act) => {
  const scene = sceneOf(act)
  const { states } = await stateAfter(scene)
  for (const most of [30, 33, 36]) {
    const home = copyStore(base, scene.folder)
    const shell = `ulimit -n ${most}; exec "$@"`
    // A process that has so few may not come to begin.
    await startAct({ ...scene, home, shell }).catch(() => undefined)
    await judgeFault(scene, home, states, `${act} with ${most} descriptors`)
  }
})

/** An ordinary user, for whom root stands down. */
const nobody = process.geteuid?.() === 0 ? 65534 : undefined

function giveTo(userId: number, path: string): void {
  chownSync(path, userId, userId)
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) giveTo(userId, inner)
    else if (entry.isFile()) chownSync(inner, userId, userId)
  }
}

/** Folders of the store; `lmc` and `old` stand for the ids of these runs. */
const places = [
  ['process', 'tmp'],
  ['addImages', 'objects/images'],
  ['revert', 'objects/runs/lmc'],
  ['purge', 'objects/runs/old/results'],
  ['purge', 'objects/images'],
] as const

test.each(places)('for a user who may not write there, %s in %s loses nothing, and once they may it is done', async (act, name) => {
  const scene = sceneOf(act)
  mkdirSync(scene.folder, { recursive: true })
  chmodSync(folder, 0o755)
  chmodSync(scene.folder, 0o755)
  const { states } = await stateAfter(scene)
  const home = copyStore(base, scene.folder)
  const words = `${act} without the right to ${name}`
  const place = join(
    home,
    name.replace(/lmc|old/, (run) => ids[run] ?? ''),
  )
  chmodSync(home, 0o750)
  if (nobody !== undefined) giveTo(nobody, home)
  chmodSync(place, 0o500)
  const answer = answerOf(await startAct({ ...scene, home, ...(nobody !== undefined && { userId: nobody }) }), words)
  expect(answer).toBe('refused')
  chmodSync(place, 0o750)
  await judgeFault(scene, home, states, words)
})
