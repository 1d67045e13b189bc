import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Result } from '../src/fault/fault.ts'
import { openFitsImage } from '../src/formats/fits/image.ts'
import { startFitsImage } from '../src/formats/fits/writer.ts'
import { noiseStatistics } from '../src/pipeline/noise/noiseStatistics.ts'
import { RandomStream } from '../src/simulate/random.ts'
import { openDirectorySink } from '../src/store/files/directorySink.ts'
import { type FileSource, openFileSource } from '../src/store/files/fileByteSource.ts'
import { printTable, seconds, type Target, times } from './report.ts'
import { timeInTurns } from './stopwatch.ts'

const sizePixels = 4000
/** As ingest reads: slices of about 4 MB. */
const rowsPerSlice = Math.floor(2 ** 20 / sizePixels)
const repetitions = 15
const leastSpeedOfReading = 0.5

/** Times the median and range of a noise map against just reading its file through the same byte source. */
export async function benchNoise(): Promise<Target[]> {
  const folder = await mkdtemp(join(tmpdir(), 'halley-bench-noise-'))
  try {
    await writeNoiseMap(folder)
    const source = expectValue(await openFileSource(join(folder, 'noise.fits')))
    const [reading, statistics] = await timeInTurns(repetitions, [() => readAll(source), () => describe(source)])
    await source.close()
    const speed = reading.medianS / statistics.medianS
    const rows = [
      ['reading the file', seconds(reading.medianS), seconds(reading.shortestS), ''],
      ['median, least and largest value', seconds(statistics.medianS), seconds(statistics.shortestS), times(speed)],
    ]
    printTable(
      `Noise map of ${sizePixels} x ${sizePixels} pixels, ${repetitions} repetitions in turns, file in the system's cache`,
      ['', 'median, s', 'shortest, s', 'speed of reading'],
      rows,
    )
    const wanted = `at least ${leastSpeedOfReading} x the speed of reading`
    return [{ what: 'noise statistics', wanted, measured: `${speed.toFixed(2)} x`, isMet: speed >= leastSpeedOfReading }]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function expectValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.fault.message)
  return result.value
}

/** Noise that rises to the edges as behind a primary beam, each pixel with a scatter of 5 %. */
async function writeNoiseMap(folder: string): Promise<void> {
  const sink = expectValue(await openDirectorySink(folder))
  const file = await sink.file('noise.fits')
  const writer = await startFitsImage(file, { axes: [sizePixels, sizePixels], bitpix: -32 }, [['BUNIT', 'Jy/beam']])
  const random = new RandomStream('noise map')
  const row = new Float32Array(sizePixels)
  for (let y = 0; y < sizePixels; y++) {
    random.fillNormal(row)
    const dy = (2 * y) / sizePixels - 1
    for (let x = 0; x < sizePixels; x++) row[x] = 2.5e-4 * 1.6 ** (dy * dy + ((2 * x) / sizePixels - 1) ** 2) * (1 + 0.05 * row[x])
    await writer.writeRows(row)
  }
  await writer.end()
  await file.close()
}

async function readAll(source: FileSource): Promise<void> {
  const sliceBytes = rowsPerSlice * sizePixels * 4
  for (let offset = 0; offset < source.byteLength; offset += sliceBytes) await source.read(offset, sliceBytes)
}

async function describe(source: FileSource): Promise<void> {
  const image = expectValue(await openFitsImage(source))
  expectValue(await noiseStatistics(image, rowsPerSlice))
}
