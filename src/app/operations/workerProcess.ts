import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

interface Seen {
  /** When it started, in ticks since boot. */
  readonly startTicks: string
  /** Stopped by a signal or a debugger: it is there, and does nothing. */
  readonly isStopped: boolean
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** What /proc says of a process; null where it is gone, undefined where it is there and not shown, or there is no /proc. */
function seen(pid: number): Seen | null | undefined {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1) ?? ''
    const fields = afterName.split(' ')
    const [state, startTicks] = [fields[0], fields[19]]
    return state === 'Z' || state === 'X' ? null : { startTicks, isStopped: state === 'T' || state === 't' }
  } catch {
    return exists(pid) ? undefined : null
  }
}

function readOr(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}

/** What tells this machine, and this container on it, from others of its name: their processes are not to be seen from here. */
function machineMark(): string {
  const machine = readOr(() => readFileSync('/etc/machine-id', 'latin1'))
  const processes = readOr(() => readlinkSync('/proc/self/ns/pid'))
  return createHash('sha256').update(`${machine}${processes}`).digest('hex').slice(0, 8)
}

/**
 * Names this process among all that may work on a store: host, number, its start where the system tells it, and the mark
 * of its machine.
 */
export function workerName(): string {
  return `${hostname()}:${process.pid}:${seen(process.pid)?.startTicks ?? ''}:${machineMark()}`
}

/**
 * Whether the process that gave itself this {@link workerName} is still there. `stopped`: it is, and does nothing until
 * somebody lets it go on. `unknown` for one of another host, and where the system does not tell processes with one
 * number apart.
 */
export function workerState(name: string): 'alive' | 'stopped' | 'gone' | 'unknown' {
  const [host, number, start, machine] = name.split(':')
  const pid = Number(number)
  if (host !== hostname() || machine !== machineMark() || !Number.isInteger(pid) || pid < 1) return 'unknown'
  const found = seen(pid)
  if (found === undefined) return 'unknown'
  if (found?.startTicks !== start) return 'gone'
  return found.isStopped ? 'stopped' : 'alive'
}
