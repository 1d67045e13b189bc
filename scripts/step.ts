import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')

/** One check of the project: a file of node_modules run on this Node, with its arguments. */
export interface Step {
  readonly name: string
  readonly script: string
  readonly args: readonly string[]
}

/** Runs a step with its output shown; true when it succeeded. */
export function runStep(step: Step): boolean {
  process.stdout.write(`\n== ${step.name}\n`)
  const outcome = spawnSync(process.execPath, [resolve(root, step.script), ...step.args], { cwd: root, stdio: 'inherit' })
  const passed = outcome.status === 0
  if (!passed) process.stdout.write(`== ${step.name}: failed\n`)
  return passed
}

/** The closing line that people and machines read, and the exit code that agrees with it. */
export function conclude(passed: number, failed: number): void {
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}
