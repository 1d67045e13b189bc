import type { ImageUse } from '../../store/catalogue/usage.ts'
import { fileSize } from '../../store/purge/folderSize.ts'
import type { Store } from '../../store/store.ts'

/** What images take with their previews, whose sizes the disk alone knows. */
export function withPreviews({ paths }: Store, uses: readonly ImageUse[]): readonly ImageUse[] {
  const previews = new Map<string, number>()
  return uses.map((use) => {
    const { imageId } = use
    const known = previews.get(imageId) ?? fileSize(paths.imagePreview(imageId)).bytes
    previews.set(imageId, known)
    return { ...use, bytes: use.bytes + known }
  })
}
