import { associate } from '../src/pipeline/association/associate.ts'
import { type ExpectedImages, expectedImages } from '../src/pipeline/coverage/expectedImages.ts'
import type { Detections, EpochImage } from '../src/pipeline/detections.ts'
import { imageFacts } from '../src/pipeline/ingest/imageFacts.ts'
import { type ForcedPoints, lightCurves } from '../src/pipeline/statistics/lightCurves.ts'
import { sourcePositions } from '../src/pipeline/statistics/sourcePositions.ts'
import { sourceStatistics } from '../src/pipeline/statistics/sourceStatistics.ts'
import { RandomStream } from '../src/simulate/random.ts'
import { arcsecToDeg } from '../src/sky/angle.ts'
import { writeOffsetPositionDeg } from '../src/sky/separation.ts'
import { associationSettings } from './associationMethods.ts'
import { expectValue } from './detections.ts'
import { count, printTable, seconds, type Target, times } from './report.ts'
import { timeInTurns, type Timing } from './stopwatch.ts'

const epochs = 20
const tilePixels = 2000
const pixelArcsec = 2.5
const sourcesPerTile = 2500
const marginPixels = 10
const detectedShare = 0.9
const repetitions = 7
const mostForFourTimes = 4.5

/** Times association, coverage and statistics on a patch of sky and on one of four times the area, equally dense. */
export async function benchLinear(): Promise<Target[]> {
  const [small, large] = [makeSky(2), makeSky(4)]
  const [smallTime, largeTime] = await timeInTurns(repetitions, [() => processSky(small), () => processSky(large)])
  const ratio = largeTime.medianS / smallTime.medianS
  const grown = large.detections.count / small.detections.count
  printTable(
    `Association, coverage and statistics of ${epochs} epochs, ${repetitions} repetitions in turns`,
    ['images', 'detections', 'median, s', 'shortest, s', 'a detection'],
    [
      timingRow(small, smallTime),
      timingRow(large, largeTime),
      ['ratio', times(grown), times(ratio), times(largeTime.shortestS / smallTime.shortestS), ''],
    ],
  )
  const wanted = `at most ${mostForFourTimes} x the time`
  return [{ what: `${grown.toFixed(2)} x the measurements`, wanted, measured: `${ratio.toFixed(2)} x`, isMet: ratio <= mostForFourTimes }]
}

function timingRow({ images, detections }: SimulatedSky, { medianS, shortestS }: Timing): string[] {
  const perDetection = `${((1e6 * medianS) / detections.count).toFixed(2)} us`
  return [count(images.length), count(detections.count), seconds(medianS), seconds(shortestS), perDetection]
}

interface SimulatedSky {
  readonly images: readonly EpochImage[]
  readonly detections: Detections
}

function processSky({ images, detections }: SimulatedSky): void {
  const associations = associate(detections, images, associationSettings('basic'))
  const positions = sourcePositions(detections, associations)
  const { raDeg, decDeg } = positions
  const margins = new Float64Array(images.length).fill(marginPixels)
  const expected = expectedImages({ images, marginPixels: margins, detections, associations, raDeg, decDeg })
  const curves = lightCurves({ detections, associations, forced: standInFits(expected, detections.count), fluxFractionalError: 0 })
  sourceStatistics({ curves, positions, relationFrom: associations.relationFrom, minAbsVs: 4.3 })
}

/** A flux for every place where a source was missed, as forced fits would give. */
function standInFits({ rank, source, imageIndex }: ExpectedImages, firstId: number): ForcedPoints {
  const isNearest = (_: number, i: number) => rank[i] === 0
  const places = source.filter(isNearest)
  return {
    count: places.length,
    source: places,
    imageIndex: imageIndex.filter(isNearest),
    id: Float64Array.from(places, (_, i) => firstId + i),
    fluxMjy: new Float64Array(places.length).fill(1),
    fluxErrMjy: new Float64Array(places.length).fill(0.25),
  }
}

/** `tiles` x `tiles` images side by side in every epoch; each source is detected in nine epochs of ten, 0.5" off. */
function makeSky(tiles: number): SimulatedSky {
  const random = new RandomStream(`sky of ${tiles} x ${tiles} tiles`)
  const tileDeg = arcsecToDeg(tilePixels * pixelArcsec)
  const images: EpochImage[] = []
  const columns = detectionColumns(tiles * tiles * sourcesPerTile * epochs)
  const tileSources = Array.from({ length: tiles * tiles }, (_, tile) => {
    const [xiDeg, etaDeg] = [((tile % tiles) - (tiles - 1) / 2) * tileDeg, (Math.floor(tile / tiles) - (tiles - 1) / 2) * tileDeg]
    const offset = () => 0.49 * tileDeg * random.uniformBetween(-1, 1)
    return { xiDeg, etaDeg, offsets: Float64Array.from({ length: 2 * sourcesPerTile }, offset) }
  })
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { xiDeg, etaDeg, offsets } of tileSources) {
      const imageIndex = images.length
      images.push({ image: makeImage(xiDeg, etaDeg, epoch), epoch })
      for (let s = 0; s < sourcesPerTile; s++) {
        if (random.uniform() < detectedShare) addDetection(columns, imageIndex, xiDeg + offsets[2 * s], etaDeg + offsets[2 * s + 1], random)
      }
    }
  }
  return { images, detections: cutColumns(columns) }
}

const centre = { raDeg: 30, decDeg: -30 }
const position = new Float64Array(2)

function makeImage(xiDeg: number, etaDeg: number, epoch: number) {
  writeOffsetPositionDeg(xiDeg, etaDeg, centre.raDeg, centre.decDeg, position, 0)
  const scaleDeg = arcsecToDeg(pixelArcsec)
  const wcs = {
    projection: 'SIN' as const,
    referenceX: tilePixels / 2,
    referenceY: tilePixels / 2,
    referenceRaDeg: position[0],
    referenceDecDeg: position[1],
    matrixDeg: [-scaleDeg, 0, 0, scaleDeg] as const,
    lonPoleDeg: 180,
    latPoleDeg: 90,
    slantXi: 0,
    slantEta: 0,
  }
  const header = {
    name: `epoch${epoch}.fits`,
    telescope: '',
    polarisation: 'I',
    timeUtc: new Date(Date.UTC(2026, 0, 1 + epoch)).toISOString(),
    durationS: 720,
    frequencyMhz: 888,
    bandwidthMhz: 288,
    width: tilePixels,
    height: tilePixels,
    wcs,
    beamMajorDeg: arcsecToDeg(13.5),
    beamMinorDeg: arcsecToDeg(11.5),
    beamPaDeg: 65,
  }
  return expectValue(imageFacts(header, { rmsMedianMjy: 0.25, rmsMinMjy: 0.2, rmsMaxMjy: 0.4 }))
}

type Columns = { -readonly [K in keyof Detections]: Detections[K] }

function detectionColumns(capacity: number): Columns {
  const numbers = (value: number) => new Float64Array(capacity).fill(value)
  return {
    count: 0,
    id: numbers(0),
    imageIndex: new Int32Array(capacity),
    raDeg: numbers(0),
    decDeg: numbers(0),
    uncertaintyEwDeg: numbers(arcsecToDeg(1)),
    uncertaintyNsDeg: numbers(arcsecToDeg(1)),
    fluxPeakMjy: numbers(0),
    fluxPeakErrMjy: numbers(0.25),
    fluxIntMjy: numbers(0),
    fluxIntErrMjy: numbers(0.3),
    snr: numbers(20),
    compactness: numbers(1),
    hasSiblings: new Uint8Array(capacity),
    fluxPeakIslRatio: numbers(1),
    fluxIntIslRatio: numbers(1),
  }
}

function addDetection(columns: Columns, imageIndex: number, xiDeg: number, etaDeg: number, random: RandomStream): void {
  const row = columns.count++
  const jitterDeg = arcsecToDeg(0.5)
  writeOffsetPositionDeg(
    xiDeg + jitterDeg * random.normal(),
    etaDeg + jitterDeg * random.normal(),
    centre.raDeg,
    centre.decDeg,
    position,
    0,
  )
  columns.id[row] = row
  columns.imageIndex[row] = imageIndex
  columns.raDeg[row] = position[0]
  columns.decDeg[row] = position[1]
  columns.fluxPeakMjy[row] = 5 + 0.25 * random.normal()
  columns.fluxIntMjy[row] = 5 + 0.3 * random.normal()
}

function cutColumns(columns: Columns): Detections {
  const entries = Object.entries(columns).map(([name, column]) => [
    name,
    typeof column === 'number' ? column : column.slice(0, columns.count),
  ])
  return Object.fromEntries(entries) as Detections
}
