// Kills of one act at its steps on the disk and in the database of a server: what is left is the state before or that after.
import { differenceFrom } from './observe.ts'
import { few, judge, look, noCrashes, stepName, type CrashCount, type States } from './crashing.ts'
import type { Pick } from './seeded.ts'
import { copyServerStore, type ServerStore } from './serverStore.ts'
import { killPoints, startAct, type ActRequest, type KillPoint } from './startAct.ts'
import type { Step } from './step.ts'

export interface ServerScene {
  /** The store as it is before, which stays so. */
  readonly base: ServerStore
  /** A folder for copies. */
  readonly folder: string
  readonly act: ActRequest['act']
}

async function onCopy<T>({ base, folder }: ServerScene, work: (copy: ServerStore) => Promise<T>): Promise<T> {
  const copy = await copyServerStore(base, folder)
  try {
    return await work(copy)
  } finally {
    await copy.remove()
  }
}

async function lookWell({ home, environment }: ServerStore, before: States['before'] | undefined, when: string): Promise<States['before']> {
  const { found, wrong } = await look(home, before, environment)
  if (wrong.length > 0) throw new Error(`The store is not well ${when}: ${few(wrong)}`)
  return found
}

async function statesOf(scene: ServerScene): Promise<{ states: States; steps: readonly Step[] }> {
  const { act } = scene
  const before = await onCopy(scene, (copy) => lookWell(copy, undefined, `before ${act}`))
  return onCopy(scene, async (copy) => {
    const report = await startAct({ ...copy, act })
    if (!report?.result?.ok) throw new Error(`${act}: ${report?.bug ?? JSON.stringify(report?.result)}`)
    const after = await lookWell(copy, before, `after ${act}`)
    if (differenceFrom(before, after).length === 0) throw new Error(`${act} changes nothing that can be observed`)
    return { states: { before, after }, steps: report.steps }
  })
}

/** Does the act in a process that is killed at a point, or at its last step where it ends before that. */
async function killAt(scene: ServerScene, point: KillPoint, states: States, words: string): Promise<'before' | 'after'> {
  const outcome = await onCopy(scene, async (copy) => {
    const report = await startAct({ ...copy, act: scene.act, intervention: point })
    return report === undefined ? judge(copy.home, states, words, copy.environment) : report.steps
  })
  if (typeof outcome === 'string') return outcome
  const last = killPoints(outcome).at(-1)
  if (!last || last.at >= point.at) throw new Error(`${words}: it was not killed`)
  return killAt(scene, last, states, words)
}

/** The points at which the database is told to keep something; the others are on the disk. */
function isOfDatabase(steps: readonly Step[], { at }: KillPoint): boolean {
  return /^(commit|statement)/.test(stepName(steps, String(at)))
}

/** Tries kills of an act, half of them at what it tells the database. @throws Error for a store that is neither as before nor as after */
export async function crashOnServer(scene: ServerScene, kills: number, pick: Pick): Promise<CrashCount> {
  const count = { ...noCrashes }
  const { states, steps } = await statesOf(scene)
  const { database = [], disk = [] } = Object.groupBy(killPoints(steps), (point) => (isOfDatabase(steps, point) ? 'database' : 'disk'))
  const atDatabase = pick(database, Math.ceil(kills / 2))
  count.points = database.length + disk.length
  for (const point of [...atDatabase, ...pick(disk, kills - atDatabase.length)]) {
    const words = `${scene.act} killed ${point.when} step ${point.at} (${stepName(steps, String(point.at))})`
    count[await killAt(scene, point, states, words)]++
    count.kills++
  }
  return count
}
