import { failure, settleSync } from '../../fault/fault.ts'
import type { Result } from '../../fault/fault.ts'
import type { WcsParameters } from '../../sky/wcsParameters.ts'
import { readBeam } from './beamHeader.ts'
import type { Beam } from './beamHeader.ts'
import { readAxes } from './hdu.ts'
import type { FitsHeader } from './header.ts'
import { findImageAxes } from './imageAxes.ts'
import { readObservationTime } from './observationTime.ts'
import { readPolarisation } from './polarisation.ts'
import { readSpectralBand } from './spectralAxis.ts'
import type { SpectralBand } from './spectralAxis.ts'
import { wcsFromHeader } from './wcsHeader.ts'

/** What the header of a radio image says about it, in Halley's units. */
export interface ImageHeader extends SpectralBand, Beam {
  /** TELESCOP; '' without one. */
  readonly telescope: string
  readonly polarisation: string
  /** Start of the observation, ISO 8601 with milliseconds and Z. */
  readonly timeUtc: string
  /** DURATION, else EXPTIME, EXPOSURE or ONTIME; 0 without one. */
  readonly durationS: number
  readonly width: number
  readonly height: number
  readonly wcs: WcsParameters
}

/** Reads all that the pipeline needs of an image's header; refuses, naming file and keyword, what is missing or unreadable. */
export function readImageHeader(header: FitsHeader): Result<ImageHeader> {
  const wcs = wcsFromHeader(header)
  if (!wcs.ok) return failure(wcs.fault)
  return settleSync(() => {
    const { width, height } = findImageAxes(header, readAxes(header, ''))
    return {
      telescope: (header.string('TELESCOP') ?? '').trim(),
      polarisation: readPolarisation(header),
      timeUtc: readObservationTime(header),
      durationS: readDurationS(header),
      ...readSpectralBand(header),
      ...readBeam(header),
      width,
      height,
      wcs: wcs.value,
    }
  })
}

function readDurationS(header: FitsHeader): number {
  for (const keyword of ['DURATION', 'EXPTIME', 'EXPOSURE', 'ONTIME']) {
    const duration = header.number(keyword)
    if (duration === undefined) continue
    if (duration < 0) header.refuseValue(keyword, 'a time of 0 s or more')
    return duration
  }
  return 0
}
