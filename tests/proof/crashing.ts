// Kills of one act at its steps: what a fresh process makes of what they leave is the state before the act or that after it.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { differenceFrom, observe, type Observation } from './observe.ts'
import { complaints, recovered } from './recover.ts'
import type { Pick } from './seeded.ts'
import { killPoints, startAct, type ActRequest, type KillPoint } from './startAct.ts'
import type { Step } from './step.ts'

/** How much is tried. Every step is looked at by a copy of the store as a kill there would leave it. */
export interface CrashBudget {
  /** Copies that are recovered; default: all. */
  readonly copies?: number
  /** Kills of a real process. */
  readonly kills: number
  /** Copies whose recovery is killed too. */
  readonly pairs: number
  /** Steps of such a recovery at which it is. */
  readonly pairSteps: number
  readonly pick: Pick
}

export interface CrashCount {
  points: number
  kills: number
  pairs: number
  before: number
  after: number
}

export const noCrashes: CrashCount = { points: 0, kills: 0, pairs: 0, before: 0, after: 0 }

/** An act on copies of a store. */
export interface Scene extends Omit<ActRequest, 'home' | 'intervention'> {
  /** The store as it is before, which stays so. */
  readonly base: string
  /** A folder for copies. */
  readonly folder: string
}

export function copyStore(from: string, folder: string): string {
  const to = mkdtempSync(join(folder, 'copy-'))
  cpSync(from, to, { recursive: true, verbatimSymlinks: true })
  return to
}

/** What a store must be one of. */
export interface States {
  readonly before: Observation
  readonly after: Observation
}

/** @param environment names the server of a store whose catalogue is on one */
export function look(
  home: string,
  before: Observation | undefined,
  environment: NodeJS.ProcessEnv = {},
): Promise<{ found: Observation; wrong: readonly string[] }> {
  return recovered(home, environment, async (halley) => ({ found: await observe(halley.store, before), wrong: await complaints(halley) }))
}

export function few(lines: readonly string[]): string {
  return [...lines.slice(0, 6), ...(lines.length > 6 ? [`and ${lines.length - 6} more`] : [])].join('\n    ')
}

/** Recovers a store twice, and removes it. @returns which state it is in @throws Error that tells what it is instead */
export async function judge(
  home: string,
  { before, after }: States,
  words: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<'before' | 'after'> {
  const found = await recovered(home, environment, ({ store }) => observe(store, before))
  const { found: again, wrong } = await look(home, before, environment)
  if (wrong.length > 0) throw new Error(`${words}: ${few(wrong)}`)
  const drift = differenceFrom(found, again)
  if (drift.length > 0) throw new Error(`${words}: recovered twice it is not as recovered once:\n    ${few(drift)}`)
  const [fromBefore, fromAfter] = [differenceFrom(before, found, { mayHaveFailed: true }), differenceFrom(after, found)]
  if (fromBefore.length > 0 && fromAfter.length > 0)
    throw new Error(`${words}: it is not as before:\n    ${few(fromBefore)}\n  nor as after:\n    ${few(fromAfter)}`)
  rmSync(home, { recursive: true })
  return fromAfter.length === 0 ? 'after' : 'before'
}

export function stepName(steps: readonly Step[], copy: string): string {
  return steps.filter(({ changes }) => changes)[Number.parseInt(basename(copy), 10) - 1]?.name ?? 'the end'
}

function momentOf(copy: string): number {
  return Number.parseInt(copy, 10) + (copy.endsWith('after') ? 0.5 : 0)
}

async function takeCopies(scene: Scene, home: string, act: ActRequest['act']): Promise<{ copies: string[]; steps: readonly Step[] }> {
  const to = mkdtempSync(join(scene.folder, 'copies-'))
  const report = await startAct({ ...scene, home, act, intervention: { kind: 'copy', to } })
  if (!report?.result?.ok) throw new Error(`${act}: ${report?.bug ?? JSON.stringify(report?.result)}`)
  const copies = readdirSync(to)
    .toSorted((a, b) => momentOf(a) - momentOf(b))
    .map((name) => join(to, name))
  return { copies, steps: report.steps }
}

/** Kills the recovery of stores that a kill has left. */
async function crashPairs(scene: Scene, crashed: readonly string[], states: States, budget: CrashBudget, count: CrashCount): Promise<void> {
  for (const first of budget.pick(crashed, budget.pairs)) {
    const { copies, steps } = await takeCopies(scene, copyStore(first, scene.folder), 'recover')
    for (const second of budget.pick(copies, budget.pairSteps)) {
      await judge(
        second,
        states,
        `${scene.act} killed at ${basename(first)}, its recovery at ${basename(second)} (${stepName(steps, second)})`,
      )
      count.pairs++
    }
  }
}

/**
 * Does an act in a process that is killed at a point. How often it says on its way how far it is depends on how fast it is,
 * so it may end before the point: then it is killed at the last step that it took.
 *
 * @returns the store that is left
 */
async function kill(scene: Scene, point: KillPoint, words: string): Promise<string> {
  const home = copyStore(scene.base, scene.folder)
  const report = await startAct({ ...scene, home, intervention: point })
  if (report === undefined) return home
  const last = killPoints(report.steps).at(-1)
  if (!last || last.at >= point.at) throw new Error(`${words}: it was not killed`)
  return kill(scene, last, words)
}

async function crashForReal(scene: Scene, steps: readonly Step[], states: States, budget: CrashBudget, count: CrashCount): Promise<void> {
  for (const point of budget.pick(killPoints(steps), budget.kills)) {
    const words = `${scene.act} killed ${point.when} step ${point.at} (${stepName(steps, String(point.at))})`
    count[await judge(await kill(scene, point, words), states, words)]++
    count.kills++
  }
}

/** The states before an act and after it, each well. @returns also the steps that it takes, and copies of the store at these */
export async function stateAfter(scene: Scene): Promise<{ states: States; steps: readonly Step[]; copies: readonly string[] }> {
  mkdirSync(scene.folder, { recursive: true })
  const { found: before, wrong } = await look(copyStore(scene.base, scene.folder), undefined)
  if (wrong.length > 0) throw new Error(`The store is not well before ${scene.act}: ${few(wrong)}`)
  const done = copyStore(scene.base, scene.folder)
  const { copies, steps } = await takeCopies(scene, done, scene.act)
  const after = await look(done, before)
  if (after.wrong.length > 0) throw new Error(`The store is not well after ${scene.act}: ${few(after.wrong)}`)
  if (differenceFrom(before, after.found).length === 0) throw new Error(`${scene.act} changes nothing that can be observed`)
  return { states: { before, after: after.found }, steps, copies }
}

/** Tries the kills of an act. @throws Error for a store that is neither as before nor as after */
export async function crash(scene: Scene, budget: CrashBudget): Promise<CrashCount> {
  const count = { ...noCrashes }
  const { states, steps, copies } = await stateAfter(scene)
  await crashPairs(scene, copies, states, budget, count)
  // The first is always the state before, the last that after.
  const between = copies.slice(1, -1)
  for (const copy of [...copies.slice(0, 1), ...budget.pick(between, budget.copies ?? between.length), ...copies.slice(-1)]) {
    count[await judge(copy, states, `${scene.act} killed at ${basename(copy)} (${stepName(steps, copy)})`)]++
    count.points++
  }
  await crashForReal(scene, steps, states, budget, count)
  rmSync(scene.folder, { recursive: true, force: true })
  return count
}
