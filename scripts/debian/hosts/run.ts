import { spawnSync } from 'node:child_process'

/** Runs a command of the system to its end. @returns its output @throws Error with what it said where it fails */
export function run(command: string, ...args: readonly string[]): string {
  const outcome = spawnSync(command, args, { encoding: 'utf8' })
  if (outcome.status === 0) return outcome.stdout
  throw new Error(`${command} ${args.join(' ')} failed: ${outcome.error?.message ?? outcome.stderr}`)
}
