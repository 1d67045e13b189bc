import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { conclude, root } from '../step.ts'
import type { TableOutcome } from './compare.ts'
import { comparePair } from './compare.ts'
import { readKnownDifferences } from './knownDifferences.ts'
import { pairTables, readExpected, readRun } from './tables.ts'

interface Case {
  readonly name: string
  readonly radiusArcsec: number
  readonly monitor: boolean
}

const cases: readonly Case[] = [
  { name: 'expected-basic', radiusArcsec: 10, monitor: false },
  { name: 'expected-basic-forced', radiusArcsec: 15, monitor: true },
]

function configurationOf({ radiusArcsec, monitor }: Case, data: string): string {
  const list = (ending: string) => [1, 2, 3, 4].map((epoch) => `    - ${join(data, `epoch0${epoch}${ending}`)}`).join('\n')
  return `inputs:
  image:
${list('.fits')}
  selavy:
${list('.selavy.components.txt')}
  noise:
${list('.noiseMap.fits')}
  background:
${list('.meanMap.fits')}
source_monitoring:
  monitor: ${monitor}
source_association:
  method: basic
  radius: ${radiusArcsec}
`
}

/** Processes the case with the command that users have; returns the run directory. */
function processCase(test: Case, data: string, folder: string): string {
  const config = join(folder, `${test.name}.yaml`)
  writeFileSync(config, configurationOf(test, data))
  const home = join(folder, 'home')
  const args = ['src/doors/cli/main.ts', 'process', config, '--name', test.name]
  const outcome = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, HALLEY_HOME: home } })
  if (outcome.status !== 0) throw new Error(`processing ${test.name} failed:\n${outcome.stdout}${outcome.stderr}`)
  return join(home, 'runs', test.name)
}

function printOutcome(outcome: TableOutcome): { passed: number; failed: number } {
  const bad = outcome.columns.filter((column) => column.differing > 0 && !column.known)
  const known = outcome.columns.filter((column) => column.differing > 0 && column.known)
  const rows = outcome.columns[0]?.compared ?? 0
  const failed = bad.length + (outcome.missing.length > 0 ? 1 : 0) + (outcome.unexpected.length > 0 ? 1 : 0)
  const passed = outcome.columns.length - bad.length
  process.stdout.write(`${failed > 0 ? 'DIFFERS' : 'agrees '} ${outcome.table.padEnd(20)} ${String(rows).padStart(3)} rows, ${passed} columns`)
  process.stdout.write(known.length > 0 ? `, of which differ on purpose: ${known.map((column) => column.column).join(', ')}\n` : '\n')
  for (const key of outcome.missing) process.stdout.write(`  missing: ${key}\n`)
  for (const key of outcome.unexpected) process.stdout.write(`  not expected: ${key}\n`)
  for (const { column, differing, example } of [...bad, ...(process.argv.includes('--verbose') ? known : [])]) {
    process.stdout.write(`  ${column}: ${differing} differ, most at ${example?.key}: expected ${example?.expected}, found ${example?.found}\n`)
  }
  return { passed: passed + 1, failed }
}

async function main(): Promise<void> {
  const data = resolve(process.argv[2] ?? '')
  if (!process.argv[2] || !existsSync(join(data, 'epoch01.fits'))) {
    process.stderr.write('usage: npm run parity -- DIR, where DIR holds epoch01.fits ... and the folders expected-basic and expected-basic-forced\n')
    process.exitCode = 2
    return
  }
  const known = readKnownDifferences(join(root, 'docs/science.md'))
  const folder = mkdtempSync(join(tmpdir(), 'halley-parity-'))
  let [passed, failed] = [0, 0]
  try {
    for (const test of cases) {
      process.stdout.write(`\n${test.name}: basic association, ${test.radiusArcsec}", forced fits ${test.monitor ? 'on' : 'off'}\n`)
      const found = await readRun(processCase(test, data, folder))
      for (const pair of pairTables(readExpected(join(data, test.name)), found)) {
        const counts = printOutcome(comparePair(pair, known))
        passed += counts.passed
        failed += counts.failed
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  conclude(passed, failed)
}

await main()
