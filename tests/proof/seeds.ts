// Seeds with which something has failed once: replayed before others are tried. One a line: `histories 12345`.
import { randomInt } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { anyOf, seededNumbers, turnsOf, type Pick } from './seeded.ts'

const file = join(import.meta.dirname, 'seeds.txt')

/** The seeds that are kept for a suite. */
export function seedsToReplay(suite: string): number[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line) => (line.startsWith(`${suite} `) ? [Number(line.slice(suite.length + 1))] : []))
}

/** The round of the long form, which does more than `npm test` has time for; null in that. */
export const round = process.env['HALLEY_TEST_ROUND'] === undefined ? null : Number(process.env['HALLEY_TEST_ROUND'])

/** What a suite is tried with: the seed that is given, else those that are kept and a new one. */
export function seedsOf(suite: string): readonly number[] {
  const given = process.env['HALLEY_TEST_SEED']
  return given === undefined ? [...seedsToReplay(suite), randomInt(2 ** 31 - 1)] : [Number(given)]
}

/** How a suite chooses among what it could try. */
export function pickOf(seed: number): Pick {
  return round === null ? anyOf(seededNumbers(seed)) : turnsOf(seed, round)
}

export function keepSeed(suite: string, seed: number): void {
  if (!seedsToReplay(suite).includes(seed)) appendFileSync(file, `${suite} ${seed}\n`)
}
