import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkSteps } from './checkSteps.ts'
import { conclude, runStep } from './step.ts'

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly success: boolean
}

/** Runs all tests; a run that dies before its report counts as one failure. */
function runTests(args: readonly string[]): { passed: number; failed: number } {
  const folder = mkdtempSync(join(tmpdir(), 'halley-test-report-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const succeeded = runStep({ name: 'tests', script: 'node_modules/vitest/vitest.mjs', args: ['run', ...reporters, ...args] })
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport
    return { passed: numPassedTests, failed: numFailedTests === 0 && !succeeded ? 1 : numFailedTests }
  } catch {
    return { passed: 0, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const checks = checkSteps.map(runStep)
const tests = runTests(process.argv.slice(2))
const failedChecks = checks.filter((passed) => !passed).length
conclude(tests.passed + checks.length - failedChecks, tests.failed + failedChecks)
