import type { Result } from '../../../fault/fault.ts'
import { success } from '../../../fault/fault.ts'
import type { EarlierPlaces } from '../../../pipeline/forced/earlierPlaces.ts'
import { sameEarlierPlaces, withEarlierFits } from '../../../pipeline/forced/earlierPlaces.ts'
import { measureImage } from '../../../pipeline/forced/measureImage.ts'
import type { ForcedFits, ForcedRequests, ForcedSettings } from '../../../pipeline/forced/requests.ts'
import { noFits, pickRequests } from '../../../pipeline/forced/requests.ts'
import { stampGeometry } from '../../../pipeline/forced/stampGeometry.ts'
import type { ImageFacts } from '../../../pipeline/image.ts'
import type { InputImage } from '../../config/validate.ts'
import { openImages } from '../../inputs/openImage.ts'

export interface MeasureTask {
  readonly files: InputImage
  readonly facts: ImageFacts
  readonly requests: ForcedRequests
  readonly settings: ForcedSettings
  /** What the image said before, to be taken over where a measurement would give the same bits. */
  readonly earlier: EarlierPlaces | null
  readonly scratch: string
}

export interface MeasuredPositions {
  readonly fits: ForcedFits
  /** Of the fits, those that were taken over. */
  readonly takenOver: number
}

/** Opens the maps and measures. The background counts where a fit is wanted. */
async function measureAnew(task: MeasureTask, requests: ForcedRequests): Promise<Result<ForcedFits>> {
  const { imagePath, noisePath, backgroundPath } = task.files
  const usesBackground = backgroundPath !== null && requests.wantsFit.includes(1)
  const opened = await openImages([imagePath, noisePath, ...(usesBackground ? [backgroundPath] : [])], task.scratch)
  if (!opened.ok) return opened
  try {
    const [image, noise, background] = opened.value
    if (!image || !noise) throw new Error('An image and its noise map were opened.')
    const maps = { image: image.image, noise: noise.image, background: background?.image ?? null }
    return await measureImage({ ...maps, facts: task.facts, requests, settings: task.settings })
  } finally {
    await Promise.all(opened.value.map((one) => one.close()))
  }
}

/**
 * Coverage, noise and, where wanted, forced fluxes at positions of one image. Its maps are opened only where something is
 * to be measured anew.
 */
export async function measurePositions(task: MeasureTask): Promise<Result<MeasuredPositions>> {
  const { requests, earlier, facts, settings } = task
  if (!earlier) {
    const fits = await measureAnew(task, requests)
    return fits.ok ? success({ fits: fits.value, takenOver: 0 }) : fits
  }
  const geometry = stampGeometry(facts, settings.edgeBufferScale)
  const same = sameEarlierPlaces(requests, earlier, geometry, settings.clusterThreshold * geometry.beamMajorPixels)
  const open = Int32Array.from(same.keys()).filter((request) => same[request] === -1)
  const measured = open.length === 0 ? success(noFits(0)) : await measureAnew(task, pickRequests(requests, open))
  if (!measured.ok) return measured
  const fits = withEarlierFits(requests, same, earlier, measured.value)
  return success({ fits, takenOver: fits.fitted.reduce((sum, flag, request) => sum + (same[request] === -1 ? 0 : flag), 0) })
}
