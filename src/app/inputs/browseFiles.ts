import { homedir } from 'node:os'
import { dirname, relative } from 'node:path'
import { success, type Result } from '../../fault/fault.ts'
import { recentImagePaths } from '../../store/catalogue/recentImagePaths.ts'
import { findFiles, listFolder } from '../../store/files/folderListing.ts'
import { placeInRoots, type Root } from '../../store/files/roots.ts'
import { matchInputs, roleOf } from '../config/matchInputs.ts'
import type { FolderListing, FolderPlace, MatchedImages, RootList } from '../contract/inputFiles.ts'
import type { Halley } from '../halley.ts'
import { readableRuns } from '../items/readable.ts'
import { openRoots, type Host } from './openRoots.ts'

const mostRecent = 6
/** Runs whose images are looked at for {@link RootList.recent}. */
const mostRuns = 20

async function placeOf(roots: readonly Root[], absolutePath: string): Promise<FolderPlace | null> {
  const place = await placeInRoots(roots, absolutePath)
  if (!place) return null
  const path = relative(place.root.path, absolutePath)
  return path.startsWith('..') ? null : { root: place.root.name, path, absolutePath }
}

async function recentFolders(halley: Halley, roots: readonly Root[]): Promise<readonly FolderPlace[]> {
  const runs = (await readableRuns(halley)).slice(0, mostRuns)
  const paths = await recentImagePaths(
    halley.store.catalogue,
    runs.map(({ row }) => row.id),
  )
  const folders = [...new Set(paths.map((path) => dirname(`/${path}`)))].slice(0, mostRecent)
  const places = await Promise.all(folders.map((folder) => placeOf(roots, folder)))
  return places.filter((place) => place !== null)
}

/** The roots that the user may pick files from, where to begin, and folders of images that their runs use. */
export async function listRoots(halley: Halley, host: Host): Promise<Result<RootList>> {
  const roots = openRoots(host)
  if (!roots.ok) return roots
  const places = roots.value.map(({ name, path }) => ({ root: name, path: '', absolutePath: path }))
  const recent = await recentFolders(halley, roots.value)
  const start = recent[0] ?? (host === 'laptop' ? await placeOf(roots.value, homedir()) : null) ?? places[0] ?? null
  return success({ roots: places, start, recent })
}

export interface BrowseRequest {
  readonly root: string
  readonly path: string
  readonly q: string
}

/** What is in a folder below a root. */
export async function browseFolder(host: Host, { root, path, q }: BrowseRequest): Promise<Result<FolderListing>> {
  const roots = openRoots(host)
  if (!roots.ok) return roots
  const listed = await listFolder({ roots: roots.value, root, path, filter: q })
  if (!listed.ok) return listed
  const { entries, ...folder } = listed.value
  return success({
    root,
    path,
    ...folder,
    entries: entries.map((entry) => ({ ...entry, role: entry.kind === 'file' ? roleOf(entry.name) : null })),
  })
}

/**
 * Images with what belongs to them by their names. Of what was chosen, folders count with all that is below them, and
 * files with what lies beside them; where no image was chosen, the images that lie beside count.
 */
export async function matchFiles(host: Host, paths: readonly string[]): Promise<Result<MatchedImages>> {
  const roots = openRoots(host)
  if (!roots.ok) return roots
  const found = await findFiles(roots.value, paths)
  if (!found.ok) return found
  const { chosen, all } = found.value
  const matched = matchInputs([...all])
  const isChosen = [...chosen].some((path) => roleOf(path) === 'image')
  const images = matched.filter(({ image, selavy, noise, background }) =>
    isChosen ? chosen.has(image) : [selavy, noise, background].some((path) => path !== null && chosen.has(path)),
  )
  return success({ images, looked: all.size })
}
