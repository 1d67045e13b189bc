import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { root } from '../../step.ts'
import type { Outcome } from '../hosts/halley.ts'
import type { SecureServer } from '../hosts/postgres.ts'

/** Tests that `npm test` runs on the PostgreSQL of npm, as they stand, on another server. */
interface Suite {
  readonly name: string
  readonly files: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

const suites: readonly Suite[] = [
  {
    name: 'the contract of the store',
    files: [
      'tests/catalogue',
      'tests/backup',
      'tests/state/loadState.test.ts',
      'tests/operations/queue.test.ts',
      'tests/operations/recovery.test.ts',
    ],
  },
  { name: 'random histories against the model', files: ['tests/state/catalogueHistories.test.ts', 'tests/proof/histories.test.ts'] },
  {
    name: 'kills, in every act',
    files: ['tests/proof/crashOnServer.test.ts'],
    environment: { HALLEY_TEST_SERVER_KILLS: '24' },
  },
]

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

function problemsOf({ testResults, numPassedTests }: Report): string[] {
  const failed = testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status !== 'passed')
  const broken = testResults.filter(({ assertionResults, message }) => assertionResults.length === 0 && message !== '')
  return [
    ...failed.map(({ fullName, status, failureMessages }) => `${fullName}: ${status} ${failureMessages.join(' ')}`),
    ...broken.map(({ name, message }) => `${name}: ${message}`),
    ...(numPassedTests === 0 ? ['expected tests that pass, found none'] : []),
  ]
}

function runSuite({ name, files, environment }: Suite, { url, version }: SecureServer): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'halley-suite-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const started = performance.now()
  try {
    const outcome = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...files], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: {
        ...process.env,
        NO_COLOR: '1',
        HALLEY_TEST_DATABASE_URL: url,
        HALLEY_TEST_CATALOGUES: 'PostgreSQL',
        ...environment,
      },
    })
    const found = JSON.parse(readFileSync(report, 'utf8')) as Report
    const problems = problemsOf(found)
    const seconds = Math.round((performance.now() - started) / 1000)
    const said = outcome.stdout.split('\n').filter((line) => /\bseed \d+/.test(line))
    const words = `${name} on Debian's PostgreSQL ${version}: ${found.numPassedTests} tests, ${seconds} s`
    const failed = outcome.status === 0 || problems.length > 0 ? problems : [outcome.stderr]
    return { name: [words, ...said.map((line) => `         ${line}`)].join('\n'), problems: failed }
  } catch (error) {
    return { name, problems: [String(error)] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs what is said of a catalogue on a server on this one; the halves on SQLite are those of `npm test`. */
export function proveSuites(server: SecureServer): Outcome[] {
  return suites.map((suite) => runSuite(suite, server))
}
