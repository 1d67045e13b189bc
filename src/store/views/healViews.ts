import { existsSync, readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import { allImages } from '../catalogue/images.ts'
import { findRun, findShownRun, shownRuns } from '../catalogue/runs.ts'
import type { ImageRow, RunRow } from '../catalogue/schema.ts'
import { findVersion } from '../catalogue/versions.ts'
import type { Store } from '../store.ts'
import { LinkFolder } from './linkFolder.ts'

/** The draft, and edits of it that a restore has kept beside it. */
const configurationForm = /^config(-[\d-]+)?\.yaml$/

/** Files of a result that its run's folder does not show: the draft stands for the configuration, the others are for Halley alone. */
const hiddenFiles = new Set(['config.yaml', 'inputs.json', 'manifest.json', 'missed_places.parquet'])

/**
 * Brings `runs/` in line with the catalogue: a folder a live run with links to its draft, its logs and its head's
 * files, in the layout of the VAST Pipeline, and `runs/images/` with the measurements of each image. Folders of runs
 * that are gone or have another name lose their links, and go if nothing of the user's is in them.
 *
 * @returns paths where something of the user's stands in the place of a link; it was left
 */
export async function healViews(store: Store): Promise<string[]> {
  // What stands here before the catalogue is read, and is not in it, is gone: other processes publish first and link then.
  const [viewNames, imageNames] = [namesIn(store.paths.views), namesIn(store.paths.imageViews)]
  const images = await allImages(store.catalogue)
  const blocked = unlessRefused(store.paths.imageViews, () => healImages(store, images, imageNames))
  const runs = await shownRuns(store.catalogue)
  for (const run of runs) blocked.push(...(await healRunView(store, run)))
  const names = new Set(runs.map((run) => run.name))
  for (const name of viewNames) {
    const folder = new LinkFolder(join(store.paths.views, name), store.paths.objects)
    if (name !== 'images' && !names.has(name)) blocked.push(...unlessRefused(folder.path, () => clear(folder)))
  }
  return blocked
}

/**
 * {@link healViews} for one run, in the time that its own files take: after it was trashed, restored, renamed, cleared.
 *
 * @param formerName the name that it had before, where it may have had another
 */
export async function healViewOf(store: Store, runId: string, formerName?: string): Promise<string[]> {
  const shown = await findShownRun(store.catalogue, runId)
  const run = shown ?? (await findRun(store.catalogue, runId))
  const blocked: string[] = []
  for (const name of new Set([run?.name, formerName])) {
    if (name !== undefined && name !== shown?.name) blocked.push(...clearRunView(store, runId, viewName(name)))
  }
  return shown ? [...blocked, ...(await healRunView(store, shown))] : blocked
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

/** What the system refuses is no reason to fail what is done by now: the next operation heals it. @returns paths that were left */
function unlessRefused(path: string, heal: () => string[]): string[] {
  try {
    return heal()
  } catch (error) {
    if (isRefused(error)) return [path]
    throw error
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isRefused(error)) return []
    throw error
  }
}

/** Removes the links to a run from the directory of a name, which may be another run's by now. */
function clearRunView(store: Store, runId: string, name: string): string[] {
  const folder = new LinkFolder(join(store.paths.views, name), store.paths.objects)
  return unlessRefused(folder.path, () => clear(folder, (target) => target.startsWith(store.paths.run(runId) + sep)))
}

/** Removes the links to the measurements of images that are going; in a directory of that name there may be another's by now. */
export function clearImageViews(store: Store, images: readonly Pick<ImageRow, 'id' | 'folder'>[]): void {
  for (const { id, folder } of images) {
    const view = new LinkFolder(join(store.paths.imageViews, viewName(folder)), store.paths.objects)
    unlessRefused(view.path, () => clear(view, (target) => target === store.paths.imageMeasurements(id)))
  }
}

/** Again where another version was published in the meantime: of two processes the one that knows less may have linked last. */
async function healRunView(store: Store, run: RunRow): Promise<string[]> {
  const head = run.headVersion === null ? undefined : await findVersion(store.catalogue, run.id, run.headVersion)
  const blocked = unlessRefused(join(store.paths.views, viewName(run.name)), () => linkRun(store, run, head?.resultId))
  const now = await findRun(store.catalogue, run.id)
  const isCurrent = now === undefined || now.place !== 'live' || now.name !== run.name || now.headVersion === run.headVersion
  return isCurrent ? blocked : healRunView(store, now)
}

function linkRun(store: Store, run: RunRow, resultId: string | undefined): string[] {
  const folder = new LinkFolder(join(store.paths.views, viewName(run.name)), store.paths.objects)
  if (!folder.make()) return [folder.path]
  const found = folder.ownNames()
  const wanted = filesIn(store.paths.logs(run.id))
  for (const [name, path] of filesIn(store.paths.run(run.id))) if (configurationForm.test(name)) wanted.set(name, path)
  if (resultId !== undefined) for (const [name, path] of headFiles(store, run.id, resultId)) wanted.set(name, path)
  for (const name of found) if (!wanted.has(name)) folder.unlink(name)
  return placeLinks(folder, wanted)
}

/** Exports are shown with the result that they were made of, and with no other. */
function headFiles({ paths }: Store, runId: string, resultId: string): (readonly [name: string, path: string])[] {
  const files = [...filesIn(paths.result(runId, resultId))].filter(([name]) => !hiddenFiles.has(name))
  return [...files, ...filesIn(paths.exports(runId, resultId))]
}

/** The path under `runs/` of an image's measurements, for people and for `images.parquet`; {@link healViews} makes it. */
export function imageViewPath(store: Store, image: Pick<ImageRow, 'folder'>): string {
  return join(store.paths.imageViews, image.folder, 'measurements.parquet')
}

function healImages(store: Store, images: readonly ImageRow[], found: readonly string[]): string[] {
  const blocked: string[] = []
  const folders = new Set(images.map((image) => image.folder))
  for (const image of images) {
    const folder = new LinkFolder(join(store.paths.imageViews, viewName(image.folder)), store.paths.objects)
    const wanted = new Map([['measurements.parquet', store.paths.imageMeasurements(image.id)]])
    for (const name of folder.ownNames()) if (!wanted.has(name)) folder.unlink(name)
    blocked.push(...(folder.make() ? placeLinks(folder, wanted) : [folder.path]))
  }
  for (const name of found) {
    if (folders.has(name)) continue
    const folder = new LinkFolder(join(store.paths.imageViews, name), store.paths.objects)
    clear(folder)
    // A kill may have left it without its link. Users have their folders beside this one.
    folder.removeIfEmpty()
  }
  return blocked
}

function filesIn(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map()
  return new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [name, join(folder, name)]),
  )
}

function placeLinks(folder: LinkFolder, wanted: ReadonlyMap<string, string>): string[] {
  return [...wanted].filter(([name, target]) => !folder.link(name, target)).map(([name]) => join(folder.path, name))
}

/** @returns nothing: no path was left */
function clear(folder: LinkFolder, isGone: (target: string) => boolean = () => true): string[] {
  const names = folder.ownNames().filter((name) => isGone(folder.target(name) ?? ''))
  for (const name of names) folder.unlink(name)
  // An empty folder that never held a link of ours is the user's.
  if (names.length > 0) folder.removeIfEmpty()
  return []
}

function viewName(name: string): string {
  if (name === '' || name.startsWith('.') || name.includes('/') || name.includes('\0'))
    throw new TypeError(`${JSON.stringify(name)} is no name for a folder.`)
  return name
}
