import { success, type Result } from '../../fault/fault.ts'
import type { ImageFacts } from '../../pipeline/image.ts'
import { imagesOfResult, type ImageOfResult } from '../../store/catalogue/results.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { resolvedInputsOfResult } from '../../store/resultInputs.ts'
import type { RunImageView } from '../contract/runContents.ts'
import { readVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import { footprintOf } from './footprint.ts'

const MJD_OF_JD_0 = -2_400_000.5
const ARCSEC_PER_DEG = 3600

/** An image as lists show it. */
export function imageView({ id, number, name, epoch, measurementCount, facts: text }: ImageOfResult, path: string | null): RunImageView {
  const facts = JSON.parse(text) as ImageFacts
  const { timeUtc, durationS, telescope, polarisation, frequencyMhz } = facts
  return {
    id,
    number,
    name,
    epoch,
    timeUtc,
    mjd: facts.jd + MJD_OF_JD_0,
    durationS,
    telescope,
    polarisation,
    frequencyMhz,
    raDeg: facts.centreRaDeg,
    decDeg: facts.centreDecDeg,
    beamMajorArcsec: facts.beamMajorDeg * ARCSEC_PER_DEG,
    beamMinorArcsec: facts.beamMinorDeg * ARCSEC_PER_DEG,
    beamPaDeg: facts.beamPaDeg,
    rmsMedianMjy: facts.rmsMedianMjy,
    measurements: measurementCount,
    path,
    footprint: footprintOf(facts),
  }
}

/** The images of a version, in the order of time. @returns `version.unknown`, `version.damaged` */
export async function runImages(
  halley: Halley,
  run: RunRow,
  version: number | undefined,
): Promise<Result<{ readonly version: number; readonly images: readonly RunImageView[] }>> {
  const read = await readVersion(halley, run, version)
  if (!read.ok) return read
  const { result, version: number } = read.value
  const rows = await imagesOfResult(halley.store.catalogue, result.id)
  const inputs = await resolvedInputsOfResult(halley.store, result.id)
  const paths = new Map((inputs.ok ? inputs.value.images : []).map(({ imageId, imagePath }) => [imageId, imagePath]))
  return success({ version: number, images: rows.map((row) => imageView(row, paths.get(row.id) ?? null)) })
}
