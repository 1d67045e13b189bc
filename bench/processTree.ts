import { readdirSync, readFileSync } from 'node:fs'

/** What a process has in memory, bytes. */
interface ProcessMemory {
  readonly pid: number
  readonly command: string
  readonly rss: number
  readonly pss: number
  readonly ownBytes: number
  /** By file: what other processes may have in common with it. */
  readonly sharedBytes: ReadonlyMap<string, number>
}

/** A process and all that it has started. */
export interface TreeMemory {
  readonly processes: readonly ProcessMemory[]
  /** All together, with what they have in common once: their proportional set size, were they alone on the machine. */
  readonly bytes: number
}

function childrenOf(pid: number): number[] {
  const tasks = readdirSync(`/proc/${pid}/task`)
  const texts = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'))
  return texts.flatMap((text) => text.trim().split(' ').filter(Boolean).map(Number))
}

function treeOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(treeOf)]
}

/** The fields of a mapping in `/proc/PID/smaps`, bytes. */
function fieldsOf(text: string): ReadonlyMap<string, number> {
  return new Map([...text.matchAll(/^(\w+): +(\d+) kB$/gm)].map(([, name, value]) => [name, Number(value) * 1024]))
}

function memoryOf(pid: number): ProcessMemory {
  const mappings = readFileSync(`/proc/${pid}/smaps`, 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m)
  let [rss, pss, ownBytes] = [0, 0, 0]
  const sharedBytes = new Map<string, number>()
  for (const mapping of mappings) {
    const fields = fieldsOf(mapping)
    const has = (name: string) => fields.get(name) ?? 0
    const own = has('Private_Clean') + has('Private_Dirty')
    const [, path = ''] = /^\S+ \S+ \S+ \S+ \S+ *(.*)$/m.exec(mapping) ?? []
    // The program itself is shared with whatever else runs on the same Node: it counts as common here even where nothing else does.
    const isFile = path.startsWith('/')
    rss += has('Rss')
    pss += has('Pss')
    ownBytes += isFile ? has('Private_Dirty') : own
    if (isFile) sharedBytes.set(path, (sharedBytes.get(path) ?? 0) + has('Rss') - has('Private_Dirty'))
  }
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(1).join(' ')
  return { pid, command, rss, pss, ownBytes, sharedBytes }
}

/** What a process and all that it has started have in memory. */
export function memoryOfTree(pid: number): TreeMemory {
  const processes = treeOf(pid).map(memoryOf)
  const shared = new Map<string, number>()
  for (const { sharedBytes } of processes) {
    for (const [path, bytes] of sharedBytes) shared.set(path, Math.max(bytes, shared.get(path) ?? 0))
  }
  const common = [...shared.values()].reduce((sum, bytes) => sum + bytes, 0)
  return { processes, bytes: processes.reduce((sum, { ownBytes }) => sum + ownBytes, common) }
}
