import { failure, makeFault, type Result } from '../../fault/fault.ts'
import { hasRoots, rootsOfHost, type Root } from '../../store/files/roots.ts'

/** Whose files a door leads to: those of the one user of a laptop, or of a host that many share. */
export type Host = 'laptop' | 'server'

/**
 * The folders of this host whose files may be looked at over a door. A host that many share opens none by itself.
 *
 * @returns `root.none`
 */
export function openRoots(host: Host): Result<readonly Root[]> {
  if (host === 'laptop' || hasRoots()) return rootsOfHost()
  return failure(
    makeFault('root.none', 'Expected folders of images that this server has opened, found none.', {
      hint: 'Ask who runs it to name them: HALLEY_ROOTS=survey=/data/survey ./halley serve',
    }),
  )
}
