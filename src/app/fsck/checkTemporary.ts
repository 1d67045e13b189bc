import { leftTemporary } from '../../store/integrity/leftTemporary.ts'
import { scratchUsage } from '../../store/integrity/scratchUsage.ts'
import type { Halley } from '../halley.ts'
import { workerState } from '../operations/workerProcess.ts'
import { formatBytes } from '../usage/formatBytes.ts'
import type { CheckOptions } from './checkStore.ts'
import { finding, type Finding } from './finding.ts'
import { setAside } from './setAside.ts'

const DAY_MS = 86_400_000

/**
 * Scratch files of processes of other hosts, such as comparisons of versions, that nobody has touched for a day: those of
 * this host go when their process has ended, of others this host cannot tell.
 */
function scratchOfOthers({ store, now }: Halley): readonly Finding[] {
  const dayAgoMs = now().getTime() - DAY_MS
  return scratchUsage(store)
    .filter(({ worker, changedMs }) => changedMs < dayAgoMs && workerState(worker) === 'unknown')
    .map(({ worker, folder, files, bytes }) => {
      const [host = '', process = ''] = worker.split(':')
      const size = `${files} files of ${formatBytes(bytes)}`
      const words = `Scratch of process ${process} of host ${host}, untouched for a day, ${size}: if that process has ended, remove ${folder}`
      return finding('temporary', 'note', words, [folder])
    })
}

/** Folders in `tmp/` that nobody will come back to. */
export async function checkTemporary(halley: Halley, options: CheckOptions): Promise<readonly Finding[]> {
  const left = setAside(halley, options, {
    check: 'temporary',
    words: 'What no operation will come back to',
    folders: await leftTemporary(halley.store),
  })
  return [...left, ...scratchOfOthers(halley)]
}
