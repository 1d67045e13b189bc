import { isAbsolute, join } from 'node:path'
import { filesOfImages } from '../../store/catalogue/images.ts'
import { imagesOfResult } from '../../store/catalogue/results.ts'
import type { ImageFileRole } from '../../store/catalogue/schema.ts'
import type { Store } from '../../store/store.ts'

/** An image of a version with the files that it was ingested from. */
export interface VersionImage {
  readonly id: string
  readonly name: string
  /** Epoch, from 0. */
  readonly epoch: number
  readonly paths: Readonly<Partial<Record<ImageFileRole, string>>>
}

/** The images of a result in the order of its list. */
export async function imagesOfVersion({ catalogue }: Store, resultId: string): Promise<readonly VersionImage[]> {
  const rows = await imagesOfResult(catalogue, resultId)
  const files = await filesOfImages(
    catalogue,
    rows.map(({ id }) => id),
  )
  const paths = new Map<string, Partial<Record<ImageFileRole, string>>>()
  for (const { imageId, role, root, path } of files) {
    paths.set(imageId, { ...paths.get(imageId), [role]: isAbsolute(root) ? join(root, path) : `${root}:${path}` })
  }
  return rows.map(({ id, name, epoch }) => ({ id, name, epoch, paths: paths.get(id) ?? {} }))
}

/** Images that one list has and another has not. */
export function compareImages(shown: readonly VersionImage[], target: readonly VersionImage[]) {
  const [shownIds, targetIds] = [new Set(shown.map(({ id }) => id)), new Set(target.map(({ id }) => id))]
  return { leaving: shown.filter(({ id }) => !targetIds.has(id)), returning: target.filter(({ id }) => !shownIds.has(id)) }
}
