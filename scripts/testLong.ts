import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { keepSeed } from '../tests/proof/seeds.ts'
import { conclude, root } from './step.ts'

/* What npm test has time for a part of, for as long as it is given: random histories, kills, faults, races. */

interface Suite {
  readonly name: string
  readonly file: string
  readonly environment?: Readonly<Record<string, string>>
  /** Whether its rounds take turns in the order of one seed, so that none of what can be tried is left out. */
  readonly takesTurns?: boolean
}

const suites: readonly Suite[] = [
  { name: 'lifecycle', file: 'tests/lifecycle/lifecycle.test.ts' },
  { name: 'catalogueHistories', file: 'tests/state/catalogueHistories.test.ts' },
  { name: 'histories', file: 'tests/proof/histories.test.ts', environment: { HALLEY_TEST_FILE_HISTORIES: '20' } },
  { name: 'faults', file: 'tests/proof/faults.test.ts', takesTurns: true },
  { name: 'crash', file: 'tests/proof/crash.test.ts', takesTurns: true },
  { name: 'races', file: 'tests/proof/races.test.ts', environment: { HALLEY_TEST_RACES: '40' } },
]

/** What a suite says of itself: the lines that begin with its seed, or have it. */
function saidBy(output: string): string[] {
  return output.split('\n').filter((line) => /\bseed \d+/.test(line))
}

/** Runs a suite once. @returns whether it passed, and what it did */
function run(
  { file, environment = {} }: Suite,
  seed: number,
  round: number,
): { readonly passed: boolean; readonly said: readonly string[] } {
  const vitest = resolve(root, 'node_modules/vitest/vitest.mjs')
  const outcome = spawnSync(process.execPath, [vitest, 'run', '--testTimeout=3600000', '--hookTimeout=600000', file], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, ...environment, NO_COLOR: '1', HALLEY_TEST_SEED: String(seed), HALLEY_TEST_ROUND: String(round) },
  })
  const passed = outcome.status === 0
  if (!passed) process.stdout.write(`${outcome.stdout}\n${outcome.stderr}\n`)
  return { passed, said: saidBy(outcome.stdout) }
}

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' }, seed: { type: 'string' } } })
const minutes = Number(values.minutes)
const firstSeed = Number(values.seed ?? randomInt(2 ** 30))
if (!(minutes > 0) || !Number.isInteger(firstSeed)) {
  process.stderr.write('usage: npm run test:long -- [--minutes M] [--seed S]\n')
  process.exit(2)
}
const end = Date.now() + minutes * 60_000
process.stdout.write(`seed ${firstSeed}, ${minutes} minutes\n`)
let [passed, failed] = [0, 0]
for (let round = 0; round === 0 || Date.now() < end; round++) {
  for (const suite of suites) {
    if (passed + failed > 0 && Date.now() >= end) break
    const seed = suite.takesTurns ? firstSeed : firstSeed + round
    const { passed: isGood, said } = run(suite, seed, round)
    process.stdout.write(
      `${suite.name}, round ${round + 1}: ${isGood ? 'passed' : 'FAILED'}\n${said.map((line) => `  ${line}\n`).join('')}`,
    )
    if (isGood) passed++
    else {
      failed++
      // A history keeps its own.
      if (suite.name !== 'histories') keepSeed(suite.name, { seed, round: suite.takesTurns ? round : null })
    }
  }
}
conclude(passed, failed)
