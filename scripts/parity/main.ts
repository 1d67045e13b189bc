import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { conclude, root } from '../step.ts'
import { cases, processCase } from './cases.ts'
import { comparePair } from './compare.ts'
import { readDocumented } from './documented.ts'
import { frameCheck } from './frameCheck.ts'
import type { Counts } from './report.ts'
import { reportTable, reportUnknown } from './report.ts'
import { pairTables, readExpected, readRun } from './tables.ts'
import type { CaseOutcome } from './writeTable.ts'
import { tableOfDifferences } from './writeTable.ts'

const usage = `usage: npm run parity -- DIR [--write-table]
  DIR holds epoch01.fits ... epoch04.fits and the folders expected-basic and expected-basic-forced
  --write-table prints the rows of "Columns that differ" in docs/science.md as this run finds them
`
const preamble = `Halley's tables beside those of the VAST Pipeline, row by row, for the same images and configuration.
Numbers agree within 1e-6 relative or 1e-9 absolute; positions within 1e-9 deg, dates within 1e-9 d.
Where they differ, docs/science.md must say so, with the values of both.
`
const documentation = join(root, 'docs/science.md')

async function processAll(data: string, folder: string): Promise<CaseOutcome[]> {
  const outcomes: CaseOutcome[] = []
  for (const test of cases) {
    const found = await readRun(processCase(test, data, folder))
    const expected = readExpected(join(data, `expected-${test.name}`))
    outcomes.push({ run: test.name, tables: pairTables(expected, found).map(comparePair) })
  }
  return outcomes
}

async function report(data: string, folder: string, outcomes: readonly CaseOutcome[]): Promise<void> {
  const documented = readDocumented(documentation)
  process.stdout.write(preamble)
  const counts: Counts[] = []
  for (const { run, tables } of outcomes) {
    const test = cases.find(({ name }) => name === run)
    process.stdout.write(`\n${run}: basic association within ${test?.radiusArcsec}", forced fits ${test?.monitor ? 'on' : 'off'}\n`)
    counts.push(...tables.map((table) => reportTable(documented, run, table)))
    if (test?.monitor) counts.push(await frameCheck(data, readExpected(join(data, `expected-${run}`)), folder))
  }
  counts.push(reportUnknown(documented, outcomes))
  const sum = (key: 'passed' | 'failed') => counts.reduce((total, count) => total + count[key], 0)
  conclude(sum('passed'), sum('failed'))
}

async function main(): Promise<void> {
  const [directory, ...options] = process.argv.slice(2)
  const data = resolve(directory ?? '')
  if (directory === undefined || options.some((option) => option !== '--write-table') || !existsSync(join(data, 'epoch01.fits'))) {
    process.stderr.write(usage)
    process.exitCode = 2
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'halley-parity-'))
  try {
    const outcomes = await processAll(data, folder)
    if (options.length > 0) process.stdout.write(tableOfDifferences(outcomes, readDocumented(documentation)))
    else await report(data, folder, outcomes)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
