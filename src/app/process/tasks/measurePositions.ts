import type { Result } from '../../../fault/fault.ts'
import { failure, success } from '../../../fault/fault.ts'
import { measureImage } from '../../../pipeline/forced/measureImage.ts'
import type { ForcedFits, ForcedRequests, ForcedSettings } from '../../../pipeline/forced/requests.ts'
import type { ImageFacts } from '../../../pipeline/image.ts'
import type { InputImage } from '../../config/validate.ts'
import { openImages } from '../../inputs/openImage.ts'

export interface MeasureTask {
  readonly files: InputImage
  readonly facts: ImageFacts
  readonly requests: ForcedRequests
  readonly settings: ForcedSettings
  readonly scratch: string
}

/** Reads coverage, noise and, where wanted, forced fluxes at positions of one image. The background counts where a fit is wanted. */
export async function measurePositions(task: MeasureTask): Promise<Result<ForcedFits>> {
  const { imagePath, noisePath, backgroundPath } = task.files
  const usesBackground = backgroundPath !== null && task.requests.wantsFit.includes(1)
  const opened = await openImages([imagePath, noisePath, ...(usesBackground ? [backgroundPath] : [])], task.scratch)
  if (!opened.ok) return opened
  try {
    const [image, noise, background] = opened.value
    if (!image || !noise) throw new Error('An image and its noise map were opened.')
    const maps = { image: image.image, noise: noise.image, background: background?.image ?? null }
    const fits = await measureImage({ ...maps, facts: task.facts, requests: task.requests, settings: task.settings })
    return fits.ok ? success(fits.value) : failure(fits.fault)
  } finally {
    await Promise.all(opened.value.map((one) => one.close()))
  }
}
