import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { everything, hasRoots, isBelow, rootsOfHost, type Root } from '../../store/files/roots.ts'
import type { Door } from '../door.ts'

/** Whose files a door over HTTP leads to: those of the one user of a laptop, or of a host that many share. */
export type Host = Exclude<Door, 'shell'>

/**
 * The folders that the inputs of a configuration have to be in: anywhere for who has a shell of the host, inside the roots
 * of the host otherwise. A host that many share opens none by itself.
 *
 * @returns `root.setting`
 */
export function rootsFor(door: Door): Result<readonly Root[]> {
  if (door === 'shell') return success(everything)
  return door === 'laptop' || hasRoots() ? rootsOfHost() : success([])
}

/** {@link rootsFor} those who open files: nothing where the setting is wrong, which who checks a configuration tells. */
export function reachOf(door: Door): readonly Root[] {
  const roots = rootsFor(door)
  return roots.ok ? roots.value : []
}

/**
 * Where a file has to be that was processed: what stands inside a root has to be in one still, whatever link has taken its
 * place; what stands elsewhere was brought in from a shell, and may be read.
 */
export function reachOfProcessed(door: Door, path: string): readonly Root[] {
  const roots = reachOf(door)
  return roots.some((root) => isBelow(path, root.path)) ? roots : everything
}

/**
 * The folders of this host whose files may be looked at over a door. A host that many share opens none by itself.
 *
 * @returns `root.none`
 */
export function openRoots(host: Host): Result<readonly Root[]> {
  if (host === 'laptop' || hasRoots()) return rootsOfHost()
  return failure(
    makeFault('root.none', 'Expected folders of images that this server has open, found none: no run can be made of files here.', {
      hint: 'Ask who runs it to name some: HALLEY_ROOTS=survey=/data/survey ./halley serve',
    }),
  )
}
