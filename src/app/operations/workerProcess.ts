import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

interface Seen {
  /** When it started, in ticks since boot. */
  readonly startTicks: string
  /** Stopped by a signal or a debugger: it is there, and does nothing. */
  readonly isStopped: boolean
}

/** What /proc says of a process; null where it is gone, undefined where there is no /proc. */
function seen(pid: number): Seen | null | undefined {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1) ?? ''
    const fields = afterName.split(' ')
    const [state, startTicks] = [fields[0], fields[19]]
    return state === 'Z' || state === 'X' ? null : { startTicks, isStopped: state === 'T' || state === 't' }
  } catch {
    return process.platform === 'linux' ? null : undefined
  }
}

/** Names this process among all that may work on a store: host, number, and its start where the system tells it. */
export function workerName(): string {
  return `${hostname()}:${process.pid}:${seen(process.pid)?.startTicks ?? ''}`
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
 * Whether the process that gave itself this {@link workerName} is still there. `stopped`: it is, and does nothing until
 * somebody lets it go on. `unknown` for one of another host, and where the system does not tell processes with one
 * number apart.
 */
export function workerState(name: string): 'alive' | 'stopped' | 'gone' | 'unknown' {
  const [host, number, start] = name.split(':')
  const pid = Number(number)
  if (host !== hostname() || !Number.isInteger(pid) || pid < 1) return 'unknown'
  const found = seen(pid)
  if (found === undefined) return exists(pid) ? 'unknown' : 'gone'
  if (found?.startTicks !== start) return 'gone'
  return found.isStopped ? 'stopped' : 'alive'
}
