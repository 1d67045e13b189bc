// Calls of one act to the system that fail: the answer is a fault, nothing is lost, and done again it succeeds.
import { rmSync } from 'node:fs'
import { copyStore, few, look, stateAfter, type Scene } from './crashing.ts'
import { differenceFrom, type Observation } from './observe.ts'
import { recovered, resumePurges } from './recover.ts'
import type { Pick } from './seeded.ts'
import { startAct, type ActReport } from './startAct.ts'
import type { Intervention, Step } from './step.ts'

type Failure = Intervention & { readonly kind: 'fail' }

export interface FaultCount {
  faults: number
  /** Of these, how many acts were done all the same. */
  doneAllTheSame: number
  /** And how many were not done, until they were done again. */
  doneAgain: number
}

export const noFaults: FaultCount = { faults: 0, doneAllTheSame: 0, doneAgain: 0 }

/** Every way in which a call may fail, once and from then on. */
export function failuresOf(steps: readonly Step[]): Failure[] {
  return steps.flatMap(({ errnos }, index) =>
    errnos.flatMap((errno) => [false, true].map((isLasting): Failure => ({ kind: 'fail', at: index + 1, errno, isLasting }))),
  )
}

export function wordsOf({ at, errno, isLasting }: Failure, steps: readonly Step[]): string {
  return `${errno} at ${steps[at - 1]?.name ?? at}${isLasting ? ' and after' : ''}`
}

/** Whether the act was done, by an answer that is none of a bug. */
export function answerOf(report: ActReport | undefined, words: string): 'done' | 'refused' {
  if (report === undefined) throw new Error(`${words}: it was killed`)
  if (report.bug !== null || report.result === null) throw new Error(`${words}: expected a fault, found a bug: ${report.bug ?? ''}`)
  if (report.result.ok) return 'done'
  const { code, hint } = report.result.fault
  if (code === 'bug' || hint === '') throw new Error(`${words}: expected a fault with a hint, found ${JSON.stringify(report.result.fault)}`)
  return 'refused'
}

/** Judges a store in which an act has failed, and does it again. @returns whether it had been done */
export async function judgeFault(
  scene: Scene,
  home: string,
  states: { before: Observation; after: Observation },
  words: string,
): Promise<boolean> {
  await recovered(home, {}, resumePurges)
  const { found, wrong } = await look(home, states.before)
  if (wrong.length > 0) throw new Error(`${words}: ${few(wrong)}`)
  const fromAfter = differenceFrom(states.after, found)
  if (fromAfter.length === 0) return true
  const fromBefore = differenceFrom(states.before, found, { mayHaveFailed: true })
  if (fromBefore.length > 0)
    throw new Error(`${words}: it is not as before:\n    ${few(fromBefore)}\n  nor as after:\n    ${few(fromAfter)}`)
  if (answerOf(await startAct({ ...scene, home }), `${words}, then again`) === 'refused')
    throw new Error(`${words}: done again it is refused`)
  const again = await look(home, states.before)
  const left = [...differenceFrom(states.after, again.found), ...again.wrong]
  if (left.length > 0) throw new Error(`${words}: done again it is not as done once:\n    ${few(left)}`)
  return false
}

/** Lets calls of an act fail, in so many ways. */
export async function fail(scene: Scene, most: number, pick: Pick): Promise<FaultCount> {
  const count = { ...noFaults }
  const { states, steps } = await stateAfter(scene)
  for (const failure of pick(failuresOf(steps), most)) {
    const home = copyStore(scene.base, scene.folder)
    const words = `${scene.act}, ${wordsOf(failure, steps)}`
    answerOf(await startAct({ ...scene, home, intervention: failure }), words)
    if (await judgeFault(scene, home, states, words)) count.doneAllTheSame++
    else count.doneAgain++
    count.faults++
    rmSync(home, { recursive: true })
  }
  return count
}
