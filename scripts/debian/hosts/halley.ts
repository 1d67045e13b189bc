import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../../step.ts'

export type Environment = Readonly<Record<string, string>>

/** What came of a check: nothing where it holds. */
export interface Outcome {
  readonly name: string
  readonly problems: readonly string[]
}

export const main = join(root, 'src/doors/cli/main.ts')

const patienceMs = 240_000

/** A survey whose processing takes some seconds of one thread: long enough to be met in the middle. */
export const surveyOptions = ['--epochs', '40', '--size', '900', '--components', '1500']

/** Runs a command to its end. @throws Error where it fails */
export function halley(environment: Environment, ...args: readonly string[]): string {
  const outcome = spawnSync(process.execPath, [main, ...args], { env: { PATH: process.env['PATH'], ...environment }, encoding: 'utf8' })
  if (outcome.status !== 0) throw new Error(`./halley ${args.join(' ')}: exit code ${outcome.status}\n${outcome.stdout}${outcome.stderr}`)
  return outcome.stdout
}

export type Hashes = ReadonlyMap<string, string>

/** The hash of each table of a run, but of that of the images, which names files of the store. */
export function hashes(home: string, run: string): Hashes {
  const folder = join(home, 'runs', run)
  const names = readdirSync(folder).filter((name) => name.endsWith('.parquet') && name !== 'images.parquet')
  return new Map(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  )
}

/** Resolves when something holds. @throws Error after four minutes */
export async function until(what: string, holds: () => boolean | Promise<boolean>, pauseMs = 25): Promise<void> {
  const end = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${patienceMs / 1000} s in vain: ${what}`)
    await sleep(pauseMs)
  }
}

export async function check(name: string, work: () => Promise<readonly string[]>): Promise<Outcome> {
  try {
    return { name, problems: await work() }
  } catch (error) {
    return { name, problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
  }
}

/** How the tables of a run differ from others. The folder for people shows a version a moment after it is published. */
export async function differences(home: string, run: string, expected: Hashes): Promise<string[]> {
  await until(`run ${run} shows its tables`, () => hashes(home, run).size >= expected.size)
  const found = hashes(home, run)
  const names = [...new Set([...expected.keys(), ...found.keys()])].filter((name) => expected.get(name) !== found.get(name))
  return names.map((name) => `run ${run}: expected ${name} as one host makes it, found another, or none`)
}
