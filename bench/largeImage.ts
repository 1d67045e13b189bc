import { spawnSync } from 'node:child_process'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { openImage } from '../src/app/inputs/openImage.ts'
import type { CardToWrite } from '../src/formats/fits/headerText.ts'
import { readImageHeader } from '../src/formats/fits/imageHeader.ts'
import { startFitsImage } from '../src/formats/fits/writer.ts'
import { presets } from '../src/simulate/presets.ts'
import { simulateSurvey } from '../src/simulate/simulateSurvey.ts'
import { openDirectorySink } from '../src/store/files/directorySink.ts'
import { installPackages } from '../scripts/debian/packages.ts'
import { expectValue } from './detections.ts'

/** The files of a large image: plain, compressed as surveys publish theirs, and what Selavy made of it. */
export interface LargeImage {
  readonly plain: string
  /** null where this machine has no fpack and may not install it. */
  readonly compressed: string | null
  readonly noise: string
  readonly catalogue: string
  readonly centreRaDeg: number
  readonly centreDecDeg: number
  readonly pixelArcsec: number
}

const fieldPixels = 1000

/** The simulated field over and over, its own place of the sky in the middle. */
async function writeTiled(from: string, to: string, edge: number, scratch: string): Promise<void> {
  const opened = expectValue(await openImage(from, scratch))
  const { image } = opened
  const { wcs, beamMajorDeg, beamMinorDeg, beamPaDeg, timeUtc, durationS, telescope } = expectValue(readImageHeader(image.header))
  const field = await image.read(0, 0, image.width, image.height)
  await opened.close()
  const offset = Math.floor((edge / 2 - image.width / 2) / image.width) * image.width
  const cards: CardToWrite[] = [
    ['BUNIT', 'Jy/beam'],
    ['BMAJ', beamMajorDeg],
    ['BMIN', beamMinorDeg],
    ['BPA', beamPaDeg],
    ['CTYPE1', `RA---${wcs.projection}`],
    ['CTYPE2', `DEC--${wcs.projection}`],
    ['CRPIX1', wcs.referenceX + 1 + offset],
    ['CRPIX2', wcs.referenceY + 1 + offset],
    ['CRVAL1', wcs.referenceRaDeg],
    ['CRVAL2', wcs.referenceDecDeg],
    ['CDELT1', wcs.matrixDeg[0]],
    ['CDELT2', wcs.matrixDeg[3]],
    ['CUNIT1', 'deg'],
    ['CUNIT2', 'deg'],
    ['CTYPE3', 'FREQ'],
    ['CRPIX3', 1],
    ['CRVAL3', presets.test.frequencyMhz * 1e6],
    ['CDELT3', presets.test.bandwidthMhz * 1e6],
    ['CUNIT3', 'Hz'],
    ['CTYPE4', 'STOKES'],
    ['CRPIX4', 1],
    ['CRVAL4', 1],
    ['CDELT4', 1],
    ['TELESCOP', telescope],
    ['DATE-OBS', timeUtc.replace(/Z$/, '')],
    ['TIMESYS', 'UTC'],
    ['DURATION', durationS],
  ]
  const file = await open(to, 'wx')
  const sink = { write: async (bytes: Uint8Array) => void (await file.write(bytes)) }
  const writer = await startFitsImage(sink, { axes: [edge, edge, 1, 1], bitpix: -32 }, cards)
  const row = new Float32Array(edge)
  for (let y = 0; y < edge; y++) {
    const start = (y % image.height) * image.width
    for (let x = 0; x < edge; x += image.width) {
      row.set(field.subarray(start, start + Math.min(image.width, edge - x)), x)
    }
    await writer.writeRows(row)
  }
  await writer.end()
  await file.close()
}

function compress(path: string): string | null {
  try {
    installPackages(['libcfitsio-bin'])
  } catch (error) {
    console.log(`Without images compressed by Rice: ${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)}`)
    return null
  }
  const outcome = spawnSync('fpack', ['-r', path], { encoding: 'utf8' })
  if (outcome.status !== 0) throw new Error(`fpack ${path} failed: ${String(outcome.error ?? '')}${outcome.stdout}${outcome.stderr}`)
  return `${path}.fz`
}

/** Makes an image of that many pixels along its edge in a folder, of a simulated field that comes again and again. */
export async function makeLargeImage(folder: string, edge: number): Promise<LargeImage> {
  const options = { ...presets.test, epochs: 1, sizePixels: fieldPixels, componentsPerImage: 400 }
  const field = join(folder, 'field')
  const { images } = expectValue(await simulateSurvey(options, expectValue(await openDirectorySink(field))))
  const { paths } = images[0]
  const [plain, noise] = ['large.fits', 'noiseMap.large.fits'].map((name) => join(folder, name))
  await writeTiled(join(field, paths.image), plain, edge, folder)
  await writeTiled(join(field, paths.noise), noise, edge, folder)
  const { centreRaDeg, centreDecDeg, pixelScaleArcsec: pixelArcsec } = options
  return { plain, compressed: compress(plain), noise, catalogue: join(field, paths.catalogue), centreRaDeg, centreDecDeg, pixelArcsec }
}
