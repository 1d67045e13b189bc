import { drawnActs } from './drawnActs.ts'
import { remarkActs } from './remarkActs.ts'
import { runActs } from './runActs.ts'
import { trashActs } from './trashActs.ts'
import type { Population } from './population.ts'
import type { Act, Turn } from './turn.ts'

export const acts = { ...runActs, ...trashActs, ...drawnActs, ...remarkActs } as const satisfies Readonly<Record<string, Act>>

export type ActName = keyof typeof acts

/** How often each is done beside the others while the store is as full as it should be. */
const weights: Readonly<Record<ActName, number>> = {
  create: 1,
  copy: 0.8,
  edit: 1,
  submit: 0.7,
  grow: 0.9,
  process: 0.2,
  revert: 12,
  cancel: 0.4,
  rename: 6,
  share: 4,
  unshare: 3,
  transfer: 1,
  move: 3,
  makeProject: 0.2,
  hold: 1.5,
  release: 2.5,
  trashRun: 13,
  trashDrawn: 1.5,
  trashProject: 0.1,
  restore: 13,
  purge: 1.2,
  empty: 0.05,
  deleteForEver: 0.3,
  clear: 0.1,
  trashVersion: 2,
  keepLast: 1,
  resume: 0.3,
  draw: 0.5,
  redraw: 0.15,
  analyse: 0.3,
  comment: 12,
  withdraw: 11,
  commentSource: 0.5,
  tag: 0.5,
  untag: 0.3,
  favour: 0.5,
  unfavour: 0.3,
}

const runsWanted = 30
const entriesWanted = 18

type Pressure = (there: Population) => number

const onRuns: Pressure = ({ runs }) => runs.length / runsWanted
const whileFew: Pressure = (there) => (onRuns(there) < 1 ? 3 : 0.3)
const whileMany: Pressure = (there) => Math.min(3, onRuns(there))
const onTrash: Pressure = ({ entries }) => Math.min(6, (entries.length / entriesWanted) ** 2)
const whileFewSamples: Pressure = ({ samples }) => (samples.length > 12 ? 0.2 : 1)

/** What keeps the store from growing over all bounds, and from becoming empty. */
const pressures: Readonly<Partial<Record<ActName, Pressure>>> = {
  create: whileFew,
  copy: whileFew,
  trashRun: whileMany,
  deleteForEver: whileMany,
  purge: onTrash,
  empty: onTrash,
  draw: whileFewSamples,
  redraw: whileFewSamples,
  analyse: ({ analyses }) => (analyses.length > 8 ? 0.2 : 1),
  trashDrawn: ({ samples, analyses }) => (samples.length + analyses.length > 15 ? 3 : 1),
}

/** Draws the next act of a client. */
export function drawAct({ next, there }: Turn): ActName {
  const names = Object.keys(acts) as ActName[]
  const ranked = names.map((name) => [name, weights[name] * (pressures[name]?.(there) ?? 1)] as const)
  const sum = ranked.reduce((total, [, weight]) => total + weight, 0)
  let left = next() * sum
  for (const [name, weight] of ranked) {
    left -= weight
    if (left < 0) return name
  }
  return 'comment'
}
