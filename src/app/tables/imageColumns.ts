import type { ImageFacts } from '../../pipeline/image.ts'
import { assignBands } from '../../pipeline/ingest/bands.ts'
import { fieldOfView } from '../../pipeline/ingest/fieldOfView.ts'
import { assignSkyRegions } from '../../pipeline/ingest/skyRegions.ts'
import type { bandsTable } from '../../store/tables/bands.ts'
import type { ColumnsOf } from '../../store/tables/column.ts'
import type { imagesTable } from '../../store/tables/images.ts'
import type { skyRegionsTable } from '../../store/tables/skyRegions.ts'
import type { RunImage } from '../process/runImage.ts'

export interface ImageTables {
  readonly images: ColumnsOf<typeof imagesTable>
  readonly bands: ColumnsOf<typeof bandsTable>
  readonly skyRegions: ColumnsOf<typeof skyRegionsTable>
}

/**
 * The tables of a run's images, bands and sky regions. Bands and regions are numbered from 1 in the order in which the
 * images show them.
 * @param measurementsPath where people and notebooks find the measurements of an image, by its id
 */
export function imageTables(runImages: readonly RunImage[], measurementsPath: (imageId: string) => string): ImageTables {
  const facts = runImages.map(({ image }) => image)
  const { bands, bandIndex } = assignBands(facts)
  const { regions, regionIndex } = assignSkyRegions(facts)
  const numbers = (valueOf: (image: ImageFacts) => number) => Float64Array.from(facts, valueOf)
  const fields = facts.map(fieldOfView)
  return {
    images: {
      id: Float64Array.from(runImages, ({ number }) => number),
      band_id: Float64Array.from(bandIndex, (index) => index + 1),
      skyreg_id: Float64Array.from(regionIndex, (index) => index + 1),
      measurements_path: runImages.map(({ imageId }) => measurementsPath(imageId)),
      polarisation: facts.map(({ polarisation }) => polarisation),
      name: facts.map(({ name }) => name),
      path: runImages.map(({ files }) => files.imagePath),
      noise_path: runImages.map(({ files }) => files.noisePath),
      background_path: runImages.map(({ files }) => files.backgroundPath ?? ''),
      datetime: numbers(({ timeUtc }) => Date.parse(timeUtc)),
      jd: numbers(({ jd }) => jd),
      duration: numbers(({ durationS }) => durationS),
      ra: numbers(({ centreRaDeg }) => centreRaDeg),
      dec: numbers(({ centreDecDeg }) => centreDecDeg),
      fov_bmaj: Float64Array.from(fields, ({ fovBmajDeg }) => fovBmajDeg),
      fov_bmin: Float64Array.from(fields, ({ fovBminDeg }) => fovBminDeg),
      physical_bmaj: Float64Array.from(fields, ({ physicalBmajDeg }) => physicalBmajDeg),
      physical_bmin: Float64Array.from(fields, ({ physicalBminDeg }) => physicalBminDeg),
      radius_pixels: numbers(({ radiusPixels }) => radiusPixels),
      beam_bmaj: numbers(({ beamMajorDeg }) => beamMajorDeg),
      beam_bmin: numbers(({ beamMinorDeg }) => beamMinorDeg),
      beam_bpa: numbers(({ beamPaDeg }) => beamPaDeg),
      rms_median: numbers(({ rmsMedianMjy }) => rmsMedianMjy),
      rms_min: numbers(({ rmsMinMjy }) => rmsMinMjy),
      rms_max: numbers(({ rmsMaxMjy }) => rmsMaxMjy),
    },
    bands: {
      id: Float64Array.from(bands, (_, index) => index + 1),
      name: bands.map(({ name }) => name),
      frequency: Float64Array.from(bands, ({ frequencyMhz }) => frequencyMhz),
      bandwidth: Float64Array.from(bands, ({ bandwidthMhz }) => bandwidthMhz),
    },
    skyRegions: {
      id: Float64Array.from(regions, (_, index) => index + 1),
      centre_ra: Float64Array.from(regions, ({ centreRaDeg }) => centreRaDeg),
      centre_dec: Float64Array.from(regions, ({ centreDecDeg }) => centreDecDeg),
      width_ra: Float64Array.from(regions, ({ widthRaDeg }) => widthRaDeg),
      width_dec: Float64Array.from(regions, ({ widthDecDeg }) => widthDecDeg),
      xtr_radius: Float64Array.from(regions, ({ radiusDeg }) => radiusDeg),
      x: Float64Array.from(regions, ({ x }) => x),
      y: Float64Array.from(regions, ({ y }) => y),
      z: Float64Array.from(regions, ({ z }) => z),
    },
  }
}
