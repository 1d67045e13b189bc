import { basename, dirname, relative } from 'node:path'
import type { StorePaths } from '../paths.ts'

/** A folder of the store that a purge may remove, named by what it is and by ids, never by a path. */
export type RemovalTarget =
  | { readonly kind: 'image' | 'run' | 'sample' | 'analysis'; readonly id: string }
  | { readonly kind: 'result'; readonly runId: string; readonly resultId: string }

/** Names in one folder of the store. */
export interface Neighbours {
  /** From the root of the store. */
  readonly folder: string
  readonly names: readonly string[]
}

/** The names of the targets by the folder that they are in. Throws for an id that is not in the form of a UUID, for nothing has such an id. */
export function neighboursOf(paths: StorePaths, targets: readonly RemovalTarget[]): readonly Neighbours[] {
  const places = new Set(targets.flatMap((target) => pathsOf(paths, target)))
  return [...Map.groupBy(places, dirname)].map(([folder, inside]) => ({
    folder: relative(paths.home, folder),
    names: inside.map((path) => basename(path)),
  }))
}

/** A result goes with what was exported from it. */
function pathsOf(paths: StorePaths, target: RemovalTarget): readonly string[] {
  if (target.kind !== 'result') return [paths[target.kind](target.id)]
  const { runId, resultId } = target
  return [paths.result(runId, resultId), paths.exports(runId, resultId)]
}
