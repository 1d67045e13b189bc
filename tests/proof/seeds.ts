// Seeds with which something has failed once: replayed before others are tried. One a line, with the round of the long
// form in which it was: `crash 12345 2`.
import { randomInt } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { anyOf, seededNumbers, turnsOf, type Pick } from './seeded.ts'

const file = join(import.meta.dirname, 'seeds.txt')
const givenRound = process.env['HALLEY_TEST_ROUND']

/** What a suite is tried with. */
export interface Trial {
  readonly seed: number
  /** Of the long form, which does more than `npm test` has time for; null in that. */
  readonly round: number | null
}

/** Those that are kept for a suite. */
function kept(suite: string): Trial[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return lines.flatMap((line) => {
    const [name, seed, round] = line.split(' ')
    return name === suite ? [{ seed: Number(seed), round: round === undefined ? null : Number(round) }] : []
  })
}

export function seedsToReplay(suite: string): number[] {
  return kept(suite).map(({ seed }) => seed)
}

/** The trial that is given, else those that are kept and a new one. */
export function trialsOf(suite: string): readonly Trial[] {
  const given = process.env['HALLEY_TEST_SEED']
  const round = givenRound === undefined ? null : Number(givenRound)
  return given === undefined ? [...kept(suite), { seed: randomInt(2 ** 31 - 1), round }] : [{ seed: Number(given), round }]
}

export function seedsOf(trials: readonly Trial[]): string {
  return trials.map(({ seed, round }) => (round === null ? String(seed) : `${seed} round ${round}`)).join()
}

/** How a suite chooses among what it could try. */
export function pickOf({ seed, round }: Trial): Pick {
  return round === null ? anyOf(seededNumbers(seed)) : turnsOf(seed, round)
}

export function keepSeed(suite: string, { seed, round }: Trial): void {
  const isKept = kept(suite).some((trial) => trial.seed === seed && trial.round === round)
  if (!isKept) appendFileSync(file, `${[suite, seed, ...(round === null ? [] : [round])].join(' ')}\n`)
}
