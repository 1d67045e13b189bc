import { success, type Result } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { imageUsageOfRun, resultBytesOfRun } from '../../store/catalogue/usage.ts'
import type { RunSize } from '../contract/runContents.ts'
import type { Halley } from '../halley.ts'
import { withPreviews } from './withPreviews.ts'

/** What a run takes on the disk, and what a purge of it alone would free. */
export async function runSize({ store }: Halley, { id }: RunRow): Promise<Result<RunSize>> {
  const bytes = await resultBytesOfRun(store.catalogue, id)
  const images = withPreviews(store, await imageUsageOfRun(store.catalogue, id))
  const sum = (uses: typeof images) => uses.reduce((total, use) => total + use.bytes, 0)
  return success({ bytes, imageBytes: sum(images), freesBytes: bytes + sum(images.filter(({ holders }) => holders === 1)) })
}
