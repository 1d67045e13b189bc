// A thread that puts a link in the place of a folder and takes it away again, as fast as it can, until it is told to stop.
import { existsSync, lstatSync, openSync, closeSync, renameSync, symlinkSync, unlinkSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'

export interface Race {
  /** The folder with the name that is swapped; it is followed wherever it is moved. */
  readonly folder: string
  readonly name: string
  /** Where the link leads. */
  readonly canary: string
  /** Swaps so far; and whether to stop. */
  readonly flags: Int32Array
}

parentPort?.on('message', ({ folder, name, canary, flags }: Race) => {
  const descriptor = openSync(folder, 'r')
  const place = existsSync('/proc/self/fd') ? `/proc/self/fd/${descriptor}` : folder
  const [path, hidden] = [`${place}/${name}`, `${place}/${name}.hidden`]
  while (Atomics.load(flags, 1) === 0) {
    if (succeeds(() => renameSync(path, hidden)) && succeeds(() => symlinkSync(canary, path))) Atomics.add(flags, 0, 1)
    succeeds(() => unlinkSync(path))
    succeeds(() => renameSync(hidden, path))
  }
  succeeds(() => lstatSync(path).isSymbolicLink() && unlinkSync(path))
  succeeds(() => renameSync(hidden, path))
  closeSync(descriptor)
  parentPort?.postMessage('stopped', [])
})

function succeeds(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}
