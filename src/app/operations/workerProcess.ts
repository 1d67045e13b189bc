import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** What /proc says of a process: when it started, in ticks since boot; null where it is gone, undefined where there is no /proc. */
function startTicks(pid: number): string | null | undefined {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1) ?? ''
    const fields = afterName.split(' ')
    return fields[0] === 'Z' ? null : fields[19]
  } catch {
    return process.platform === 'linux' ? null : undefined
  }
}

/** Names this process among all that may work on a store: host, number, and its start where the system tells it. */
export function workerName(): string {
  return `${hostname()}:${process.pid}:${startTicks(process.pid) ?? ''}`
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Whether the process that gave itself this {@link workerName} is still there. `unknown` for one of another host, and
 * where the system does not tell processes with one number apart.
 */
export function workerState(name: string): 'alive' | 'gone' | 'unknown' {
  const [host, number, start] = name.split(':')
  const pid = Number(number)
  if (host !== hostname() || !Number.isInteger(pid) || pid < 1) return 'unknown'
  const ticks = startTicks(pid)
  if (ticks === undefined) return exists(pid) ? 'unknown' : 'gone'
  return ticks === start ? 'alive' : 'gone'
}
