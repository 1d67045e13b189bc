import { join, relative } from 'node:path'
import type { Store } from '../store.ts'
import { LinkFolder } from './linkFolder.ts'

/** What users have put into the directory of a run, or in its place: paths in the store, such as `runs/lmc/notes.txt`. */
export function foreignFiles({ paths }: Store, runName: string): string[] {
  const folder = new LinkFolder(join(paths.views, runName), paths.objects)
  return folder.foreignPaths().map((path) => relative(paths.home, path))
}
