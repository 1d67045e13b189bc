import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from './home.ts'
import type { Store } from './store.ts'

const lastBytes = 65_536

/** The folder for what workers write that a cluster has started. It is made here. */
export function workerLogFolder({ paths }: Pick<Store, 'paths'>): string {
  const folder = join(paths.home, 'workers')
  makeFolder(folder)
  return folder
}

/** The last lines that a job of Slurm wrote; empty where it wrote none yet. */
export async function readJobLog(store: Pick<Store, 'paths'>, job: number): Promise<readonly string[]> {
  try {
    await using file = await open(join(workerLogFolder(store), `slurm-${job}.log`))
    const { size } = await file.stat()
    const start = Math.max(0, size - lastBytes)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
    const lines = buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n')
    return start > 0 ? lines.slice(1) : lines
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
