import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { makeSurvey } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { halley } from './runHalley.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')

beforeAll(async () => {
  await makeSurvey(join(folder, 'lmc'))
  expect(await halley(home, 'process', join(folder, 'lmc'))).toMatchObject({ exitCode: 0 })
})

/** What a command prints with --json. */
async function json(...args: readonly string[]): Promise<{ readonly exitCode: number | null; readonly value: unknown }> {
  const { exitCode, stdout } = await halley(home, ...args, '--json')
  return { exitCode, value: JSON.parse(stdout) }
}

const helps = [
  ['sample', 'Usage: ./halley sample [options] [command]', 'frozen selections of sources with all their measurements'],
  ['sample draw', 'Usage: ./halley sample draw [options] <name>', 'eta_peak > 2.5 and not new'],
  ['sample again', 'Usage: ./halley sample again [options] <sample>', 'from the versions that its runs show now'],
  ['sample combine', 'Usage: ./halley sample combine [options] <samples...>', 'in the first and in none of the others'],
  ['sample list', 'Usage: ./halley sample list [options]', 'newest first'],
  ['sample show', 'Usage: ./halley sample show [options] <sample>', 'the versions of runs that it was drawn from'],
  ['sample export', 'Usage: ./halley sample export [options] <sample>', 'the tables as CSV instead of Parquet'],
  ['analysis', 'Usage: ./halley analysis [options] [command]', 'parameters, input, thresholds, candidates'],
  ['analysis run', 'Usage: ./halley analysis run [options] <name>', 'Fits Gaussians to the logarithms of eta and V'],
  ['analysis list', 'Usage: ./halley analysis list [options]', 'newest first'],
  ['analysis show', 'Usage: ./halley analysis show [options] <analysis>', 'the thresholds that were found'],
  ['analysis export', 'Usage: ./halley analysis export [options] <analysis>', 'the tables as CSV instead of Parquet'],
] as const

test.concurrent.each(helps)('%s --help says how it is used, with an example and the exit codes', async (command, usage, sentence) => {
  const { exitCode, stdout, stderr } = await halley(home, ...command.split(' '), '--help')
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout.split('\n')[0]).toBe(usage)
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(sentence)
  expect(stdout).toMatch(/Examples?:\n {2}\.\/halley/)
  expect(stdout).toContain('Exit codes: 0 done')
})

test('a sample is drawn, shown, drawn again and taken away', async () => {
  const drawn = await halley(
    home,
    'sample',
    'draw',
    'bright',
    '--from',
    'lmc@1',
    '--where',
    'max_flux_peak > 5',
    '--description',
    'for the paper',
  )
  expect(drawn).toMatchObject({ exitCode: 0 })
  expect(drawn.stdout).toMatch(/^Sample bright is drawn: \d+ sources, \d+ measurements \(\d+ forced\), 3 images\.$/m)
  const shown = await halley(home, 'sample', 'show', 'bright')
  expect(shown.stdout).toMatch(/bright\s+Runs of \S+\s+\S+\s+\d+\s+\d+\s+lmc@1\s/)
  expect(shown.stdout).toContain('for the paper\nQuery: max_flux_peak > 5\n')
  expect(await json('sample', 'again', 'bright', '--name', 'bright now')).toMatchObject({ exitCode: 0, value: { name: 'bright now' } })
  expect(await json('sample', 'list')).toMatchObject({ value: [{ name: 'bright now' }, { name: 'bright', query: 'max_flux_peak > 5' }] })
  expect((await halley(home, 'sample', 'show', 'bright now')).stdout).toContain('Drawn again from: bright')
  const out = join(folder, 'out')
  expect(await halley(home, 'sample', 'export', 'bright', '--to', out, '--csv')).toMatchObject({ exitCode: 0 })
  expect(readdirSync(out)).toEqual(['associations.csv', 'images.csv', 'measurements.csv', 'sample.json', 'sources.csv'])
  const { stdout } = await halley(home, 'sample', 'list', '--project', 'nobody')
  expect(stdout).toBe('')
})

test('samples are combined by words between their names; words that make no sense are told with an example', async () => {
  const combined = await halley(home, 'sample', 'combine', 'bright', 'and', 'bright now', '--name', 'both')
  expect(combined).toMatchObject({ exitCode: 0 })
  expect(combined.stdout).toMatch(/^Sample both is made: \d+ sources, \d+ measurements \(\d+ forced\), 3 images\.$/m)
  expect((await halley(home, 'sample', 'show', 'both')).stdout).toContain("Combined: bright and 'bright now'\n")
  const mixed = await json('sample', 'combine', 'a', 'and', 'b', 'or', 'c', '--name', 'x')
  expect(mixed).toMatchObject({ exitCode: 3, value: { error: { code: 'sample.operator' } } })
  expect(await json('sample', 'combine', 'bright', 'minus', 'both', '--name', 'x')).toMatchObject({
    value: { error: { code: 'sample.empty' } },
  })
  expect(await json('sample', 'again', 'both')).toMatchObject({ value: { error: { code: 'sample.combined' } } })
})

test('an analysis is made, listed and shown', async () => {
  const made = await halley(
    home,
    'analysis',
    'run',
    'lmc eta-V',
    '--run',
    'lmc',
    '--min-sources',
    '10',
    '--eta-sigma',
    '0.5',
    '--v-sigma',
    '0.5',
  )
  expect(made).toMatchObject({ exitCode: 0 })
  expect(made.stdout).toMatch(/^Analysis lmc eta-V: \d+ candidates among \d+ of \d+ sources\.\neta > [\d.]+ {2}\(log10: mean /m)
  const shown = await halley(home, 'analysis', 'show', 'lmc eta-V')
  expect(shown.stdout).toMatch(/lmc@1\/\d+\s+J\S+\s+[\d.]+\s+[\d.]+/)
  expect(await json('analysis', 'list')).toMatchObject({ value: [{ name: 'lmc eta-V', of: { name: 'lmc', version: 1 } }] })
  expect(await json('analysis', 'show', 'lmc eta-V')).toMatchObject({ value: { parameters: { etaSigma: 0.5 } } })
})

const refusals: readonly (readonly [args: readonly string[], exitCode: number, says: RegExp])[] = [
  [['sample', 'draw', 'x'], 3, /Expected at least one run, or a sample, .*\nName runs, such as --from lmc/],
  [['sample', 'draw', 'x', '--from', 'lmc@two'], 2, /expected a run, or a run and a version as in lmc@2/],
  [['sample', 'draw', 'x', '--from', 'lmc', '--where', 'eta_peek > 3'], 3, /Query, column 1: expected a column.*\nDid you mean eta_peak\?/],
  [['sample', 'draw', 'x', '--from', 'lmc', '--where', 'n_meas > 1000'], 3, /found none that does/],
  [['sample', 'draw', 'x', '--from', 'lmd'], 4, /Did you mean lmc\?/],
  [['sample', 'draw', 'x', '--from', 'lmc@7'], 4, /expected version 7, found none/],
  [['sample', 'show', 'nothing'], 4, /sample nothing: expected the name or the id of a sample/],
  [['sample', 'export', 'nothing'], 2, /required option '--to <folder>' not specified/],
  [['analysis', 'run', 'x'], 2, /expected either '--run <run>' or '--sample <sample>'/],
  [['analysis', 'run', 'x', '--run', 'lmc', '--sample', 'y'], 2, /expected either '--run <run>' or '--sample <sample>'/],
  [['analysis', 'run', 'x', '--run', 'lmc', '--min-datapoints', '1'], 2, /from 2 on: one point has no eta and no V/],
  [['analysis', 'run', 'x', '--run', 'lmc', '--eta-sigma', 'many'], 2, /expected a number from 0 to 100/],
  [['analysis', 'run', 'x', '--run', 'lmc', '--min-sources', '5000'], 3, /Expected at least 5000 sources/],
]

test.concurrent.each(refusals)('%j ends with %i and says what is wrong', async (args, exitCode, says) => {
  const outcome = await halley(home, ...args)
  expect(outcome).toMatchObject({ exitCode, stdout: '' })
  expect(outcome.stderr).toMatch(says)
  expect(outcome.stderr).not.toMatch(/\n\s+at /)
})
