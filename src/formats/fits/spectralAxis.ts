import { refuse } from '../../fault/fault.ts'
import type { FitsHeader } from './header.ts'
import { axisType } from './imageAxes.ts'

/** The band of an image. */
export interface SpectralBand {
  readonly frequencyMhz: number
  /** 0 where the header does not say. */
  readonly bandwidthMhz: number
}

const lightSpeedMPerS = 299_792_458
const hzPerUnit: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['hz', 1],
  ['khz', 1e3],
  ['mhz', 1e6],
  ['ghz', 1e9],
])
const mPerSPerUnit: ReadonlyMap<string, number> = new Map([
  ['m/s', 1],
  ['m s-1', 1],
  ['km/s', 1e3],
  ['km s-1', 1e3],
])

/**
 * The frequency of the plane: of the FREQ axis, wherever it stands, at pixel 1; else of a VOPT axis; else RESTFRQ or
 * RESTFREQ with RESTBW. The bandwidth is the axis' step. An image that has lost its third axis may keep its cards.
 */
export function readSpectralBand(header: FitsHeader): SpectralBand {
  const axisCount = Math.max(4, header.requireInteger('NAXIS'), header.integer('WCSAXES') ?? 0)
  const band = frequencyBand(header, axisCount) ?? opticalVelocityBand(header, axisCount) ?? restBand(header)
  if (band !== undefined && band.frequencyMhz > 0) return band
  return refuse(
    'fits.frequency',
    `${header.name}: expected a frequency above 0, found ${band === undefined ? 'none' : `${band.frequencyMhz} MHz`}`,
    {
      hint: 'Add a FREQ axis (CTYPE3, CRVAL3, CDELT3) or a RESTFRQ card in Hz to the FITS header.',
      data: { file: header.name },
    },
  )
}

function findAxis(header: FitsHeader, axisCount: number, type: string): number | undefined {
  for (let axis = 1; axis <= axisCount; axis++) if (axisType(header, axis).split('-', 1)[0] === type) return axis
  return undefined
}

/** Value at pixel 1, the only one, and step of an axis, in its own unit. */
function readAxis(header: FitsHeader, axis: number): { value: number; step: number; unit: string } {
  const step = header.number(`CDELT${axis}`) ?? header.number(`CD${axis}_${axis}`) ?? 0
  const reference = header.number(`CRVAL${axis}`) ?? header.refuseMissing(`CRVAL${axis}`, 'a number')
  const value = reference + (1 - (header.number(`CRPIX${axis}`) ?? 1)) * step
  return { value, step, unit: (header.string(`CUNIT${axis}`) ?? '').trim().toLowerCase() }
}

function frequencyBand(header: FitsHeader, axisCount: number): SpectralBand | undefined {
  const axis = findAxis(header, axisCount, 'FREQ')
  if (axis === undefined) return undefined
  const { value, step, unit } = readAxis(header, axis)
  const hz = hzPerUnit.get(unit) ?? header.refuseValue(`CUNIT${axis}`, 'Hz, kHz, MHz or GHz')
  return { frequencyMhz: (value * hz) / 1e6, bandwidthMhz: Math.abs(step * hz) / 1e6 }
}

/**
 * An optical velocity v of the rest frequency f0 is the frequency f0 / (1 + v / c). Without a unit of velocity the numbers
 * are frequencies in Hz, as the VAST Pipeline takes them.
 */
function opticalVelocityBand(header: FitsHeader, axisCount: number): SpectralBand | undefined {
  const axis = findAxis(header, axisCount, 'VOPT')
  if (axis === undefined) return undefined
  const { value, step, unit } = readAxis(header, axis)
  const mPerS = mPerSPerUnit.get(unit)
  const restHz = readRestHz(header)
  if (mPerS === undefined || restHz === undefined) return { frequencyMhz: value / 1e6, bandwidthMhz: Math.abs(step) / 1e6 }
  const hz = restHz / (1 + (value * mPerS) / lightSpeedMPerS)
  return { frequencyMhz: hz / 1e6, bandwidthMhz: (((hz * hz) / restHz) * Math.abs(step * mPerS)) / lightSpeedMPerS / 1e6 }
}

function restBand(header: FitsHeader): SpectralBand | undefined {
  const restHz = readRestHz(header)
  return restHz === undefined ? undefined : { frequencyMhz: restHz / 1e6, bandwidthMhz: (header.number('RESTBW') ?? 0) / 1e6 }
}

function readRestHz(header: FitsHeader): number | undefined {
  return header.number('RESTFRQ') ?? header.number('RESTFREQ')
}
