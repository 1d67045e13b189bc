// Something done to a store by a process of its own, to be killed or let to fail.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import type { Result } from '../../src/fault/fault.ts'
import { compiledCode } from '../process/compiledCode.ts'
import type { ActName } from './acts.ts'
import type { Intervention, Step } from './step.ts'

export interface ActOrder {
  readonly home: string
  readonly act: ActName | 'processReal' | 'recover'
  /** Who does it; '': the only user. */
  readonly userName: string
  readonly intervention: Intervention
  /** It goes on as this user of the system. */
  readonly userId?: number
}

export interface ActReport {
  readonly result: Result<unknown> | null
  readonly steps: readonly Step[]
  /** Stack of an error that is no refusal. */
  readonly bug: string | null
}

export interface ActRequest extends Omit<ActOrder, 'userName' | 'intervention'> {
  readonly userName?: string
  readonly intervention?: Intervention
  readonly environment?: Readonly<Record<string, string>>
  /** A line of shell around the command `"$@"`. */
  readonly shell?: string
}

/** @returns nothing where the process was killed */
export async function startAct(request: ActRequest): Promise<ActReport | undefined> {
  const { home, act, userName = 'ann', intervention = { kind: 'none' }, environment = {}, shell = 'exec "$@"', userId } = request
  const order: ActOrder = { home, act, userName, intervention, ...(userId !== undefined && { userId }) }
  const program = join(import.meta.dirname, 'actAndSay.ts')
  const child = spawn('sh', ['-c', shell, 'sh', process.execPath, program, JSON.stringify(order)], {
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compiledCode, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_, signal) => resolve(signal)))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  if ((await ended) === 'SIGKILL') return undefined
  if (stdout === '') throw new Error(`${act} said nothing: ${stderr}`)
  return JSON.parse(stdout) as ActReport
}

/** Where a process is killed. */
export type KillPoint = Intervention & { readonly kind: 'kill' }

/** Where a process can be killed: one point before each step that changes something, one after each commit, one amid each write. */
export function killPoints(steps: readonly Step[]): KillPoint[] {
  const changes = steps.filter(({ changes: isChange }) => isChange)
  return changes.flatMap(({ name, writes }, index) => {
    const kill = (when: 'before' | 'amid' | 'after') => ({ kind: 'kill', at: index + 1, when }) as const
    const isLast = index === changes.length - 1
    return [kill('before'), ...(writes ? [kill('amid')] : []), ...(name === 'commit' || isLast ? [kill('after')] : [])]
  })
}
