import { join } from 'node:path'
import { makeFault, type Fault } from '../../fault/fault.ts'
import { listingWithin } from '../../store/files/fileListing.ts'
import type { Halley } from '../halley.ts'
import { rootsFor } from '../inputs/openRoots.ts'
import { openHint } from './openHint.ts'
import { validateConfig } from './validate.ts'

/**
 * Why the user may not make this text the configuration of a run: on a server for accounts it may name files only where
 * folders are open. Where it has other errors it may be kept, to be edited.
 *
 * @returns `root.outside`, `root.setting`; null where nothing it names is outside
 */
export async function outsideFault(halley: Halley, runName: string, text: string): Promise<Fault | null> {
  if (halley.door !== 'server') return null
  const roots = rootsFor(halley.door)
  if (!roots.ok) return roots.fault
  const listing = listingWithin(roots.value)
  const path = join(halley.store.paths.views, runName, 'config.yaml')
  const report = await validateConfig(text, path, { listing, inspector: null })
  const problems = report.problems.filter(({ code }) => code === 'config.file-outside')
  const [first] = problems
  if (!first) return null
  const more = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`
  return makeFault('root.outside', `Line ${first.line}: ${first.message}${more}`, {
    hint: openHint(listing),
    data: { problems, roots: roots.value },
  })
}
