import { join } from 'node:path'
import { ingestImage } from '../../src/app/process/tasks/ingestImage.ts'
import { measurePositions } from '../../src/app/process/tasks/measurePositions.ts'
import type { Result } from '../../src/fault/fault.ts'
import type { ForcedFits } from '../../src/pipeline/forced/requests.ts'
import { createWcs } from '../../src/sky/wcs.ts'
import { epochs } from './cases.ts'
import type { Counts } from './report.ts'
import type { Row } from './table.ts'
import type { Tables } from './tables.ts'

const RELATIVE_TOLERANCE = 1e-6

/**
 * Rotates an ICRS position into FK5 J2000: the frame bias matrix of USNO Circular 179 (Kaplan 2005), section 3.5,
 * Rx(19.9 mas) Ry(9.1 mas) Rz(-22.9 mas), to first order, which is good to 1e-14 rad.
 */
function fk5FromIcrs(raDeg: number, decDeg: number): { raDeg: number; decDeg: number } {
  const [xi, eta, alpha] = [9.1, -19.9, -22.9].map((mas) => (mas / 3_600_000 / 180) * Math.PI) as [number, number, number]
  const [ra, dec] = [(raDeg / 180) * Math.PI, (decDeg / 180) * Math.PI]
  const [x, y, z] = [Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)]
  const turned = [x + alpha * y - xi * z, y - alpha * x - eta * z, z + xi * x + eta * y] as const
  return {
    raDeg: (Math.atan2(turned[1], turned[0]) / Math.PI) * 180,
    decDeg: (Math.atan2(turned[2], Math.hypot(turned[0], turned[1])) / Math.PI) * 180,
  }
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.fault.message)
  return result.value
}

/** Measures one image at VAST's pixel positions of the given forced measurements. */
async function measureAsVast(data: string, epoch: string, rows: readonly Row[], scratch: string): Promise<ForcedFits> {
  const path = (ending: string) => join(data, epoch + ending)
  const files = {
    imagePath: path('.fits'),
    selavyPath: path('.selavy.components.txt'),
    noisePath: path('.noiseMap.fits'),
    backgroundPath: path('.meanMap.fits'),
    epochKey: null,
  }
  const settings = { condonErrors: true, localRmsFillMjy: 0.2, raUncertaintyArcsec: 1, decUncertaintyArcsec: 1 }
  const ingested = await ingestImage({ files, settings, imageNumber: 1, outputPath: join(scratch, `${epoch}.parquet`), scratch })
  const { facts } = valueOf(ingested)
  const positions = rows.map((row) => fk5FromIcrs(Number(row['ra']), Number(row['dec'])))
  const count = rows.length
  const [raDeg, decDeg] = [Float64Array.from(positions, (p) => p.raDeg), Float64Array.from(positions, (p) => p.decDeg)]
  const [x, y] = [new Float64Array(count), new Float64Array(count)]
  createWcs(facts.wcs).pixelsFromSky(raDeg, decDeg, x, y)
  const requests = { count, source: new Int32Array(count), x, y, raDeg, decDeg, wantsFit: new Uint8Array(count).fill(1) }
  const fitSettings = { edgeBufferScale: 1.2, clusterThreshold: 3, allowNan: false }
  const measured = await measurePositions({ files, facts, requests, settings: fitSettings, earlier: null, scratch })
  return valueOf(measured).fits
}

/**
 * Shows that the positions are all that parts Halley's forced fits from VAST's: measured where VAST, which turns the
 * positions from ICRS to the FK5 of the images, put them, each flux, error and chi-squared must agree to 1e-6.
 */
export async function frameCheck(data: string, expected: Tables, scratch: string): Promise<Counts> {
  const imageNames = new Map(expected.images.map((row) => [row['id'], row['name']]))
  const largest = { flux_int: 0, flux_int_err: 0, chi_squared_fit: 0 }
  for (const epoch of epochs) {
    const rows = expected.forced.filter((row) => imageNames.get(row['image_id'] ?? null) === `${epoch}.fits`)
    if (rows.length === 0) continue
    const fits = await measureAsVast(data, epoch, rows, scratch)
    const columns = { flux_int: fits.fluxMjy, flux_int_err: fits.fluxErrMjy, chi_squared_fit: fits.chiSquared }
    for (const name of ['flux_int', 'flux_int_err', 'chi_squared_fit'] as const) {
      for (const [i, row] of rows.entries()) {
        const difference = Math.abs(columns[name][i] / Number(row[name]) - 1)
        largest[name] = Math.max(largest[name], Number.isNaN(difference) ? Infinity : difference)
      }
    }
  }
  const differences = Object.values(largest)
  const failed = differences.filter((difference) => !(difference <= RELATIVE_TOLERANCE)).length
  const shown = Object.entries(largest).map(([name, difference]) => `${name} ${difference.toExponential(0)}`)
  const verdict = failed > 0 ? 'FAILS ' : 'agrees'
  process.stdout.write(
    `${verdict} frame check          ${String(expected.forced.length).padStart(3)} forced fits at VAST's own pixel positions, largest relative differences: ${shown.join(', ')}\n`,
  )
  return { passed: differences.length - failed, failed }
}
