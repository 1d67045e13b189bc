import { randomUUID } from 'node:crypto'
import { mkdir, open, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { closeHalley, openHalley, type Halley } from '../src/app/halley.ts'
import { identifyImages, INGEST_VERSION, type IdentifiedImage } from '../src/app/process/imageIdentity.ts'
import { firstMeasurementId } from '../src/app/process/measurementId.ts'
import { threadDuckDb } from '../src/app/process/threadDuckDb.ts'
import { createRun } from '../src/app/runs/createRun.ts'
import { measurementColumns } from '../src/app/tables/measurementColumns.ts'
import { WorkerPool } from '../src/app/workers/pool.ts'
import { footprintRadiusDeg } from '../src/pipeline/coverage/footprint.ts'
import { findInCircle, sourceBands, type SourceBands } from '../src/pipeline/coverage/sourceBands.ts'
import type { ImageFacts } from '../src/pipeline/image.ts'
import { imageFacts } from '../src/pipeline/ingest/imageFacts.ts'
import type { Measurements } from '../src/pipeline/measurements.ts'
import { Int32List } from '../src/pipeline/numberList.ts'
import { readImageHeader } from '../src/formats/fits/imageHeader.ts'
import { openFitsImage } from '../src/formats/fits/image.ts'
import { startFitsImage } from '../src/formats/fits/writer.ts'
import { imageCards } from '../src/simulate/imageFiles.ts'
import { presets } from '../src/simulate/presets.ts'
import { RandomStream } from '../src/simulate/random.ts'
import type { Observation } from '../src/simulate/schedule.ts'
import { arcsecToDeg, degToRad } from '../src/sky/angle.ts'
import { writeOffsetPositionDeg } from '../src/sky/separation.ts'
import { createWcs } from '../src/sky/wcs.ts'
import { findRun } from '../src/store/catalogue/runs.ts'
import { reserveImageNumbers } from '../src/store/catalogue/images.ts'
import { openFileSource } from '../src/store/files/fileByteSource.ts'
import { everything } from '../src/store/files/roots.ts'
import { writeParquet } from '../src/store/parquet/writeParquet.ts'
import { publishImages, type NewImage } from '../src/store/publishing/publishImages.ts'
import { publishVersion } from '../src/store/publishing/publishVersion.ts'
import { measurementsTable } from '../src/store/tables/measurements.ts'
import { expectValue } from './detections.ts'
import { startWork } from './sizedRun.ts'

/** A survey of catalogues alone: its images are ingested already, and their pixels are holes in files. */
export interface CatalogueSurvey {
  readonly home: string
  /** Text of a configuration that processes it. */
  readonly config: string
  readonly images: number
  readonly measurements: number
  readonly sources: number
}

const sidePixels = 256
const pixelArcsec = 90
const fieldStepDeg = 5.9
const sourcesPerSquareDeg = 53
const doubleShare = 0.08
const jitterArcsec = 0.4
const beam = { majorArcsec: 15, minorArcsec: 12, paDeg: 60 }
const ingestSettings = { condonErrors: true, localRmsFillMjy: 0.2, raUncertaintyArcsec: 1, decUncertaintyArcsec: 1 }
const dayMs = 86_400_000

interface Field {
  readonly raDeg: number
  readonly decDeg: number
}

interface Sky {
  readonly raDeg: Float64Array
  readonly decDeg: Float64Array
  readonly fluxMjy: Float64Array
  readonly bands: SourceBands
}

/** Rings of declination from the equator to the south, each a whole turn of fields that overlap by a little. */
function makeFields(count: number): Field[] {
  const fields: Field[] = []
  for (let ring = 0; fields.length < count; ring++) {
    const decDeg = -fieldStepDeg * ring
    const inRing = Math.ceil((360 * Math.cos(degToRad(decDeg))) / fieldStepDeg)
    for (let i = 0; i < inRing && fields.length < count; i++) fields.push({ raDeg: (360 * i) / inRing, decDeg })
  }
  return fields
}

/** Sources about each field, some with a second one beside them at one to four beams. */
function makeSky(fields: readonly Field[]): Sky {
  const random = new RandomStream(`sky of ${fields.length} fields`)
  const [raDeg, decDeg, fluxMjy]: number[][] = [[], [], []]
  const position = new Float64Array(2)
  const add = (from: Field, xiDeg: number, etaDeg: number) => {
    writeOffsetPositionDeg(xiDeg, etaDeg, from.raDeg, from.decDeg, position, 0)
    raDeg.push(position[0])
    decDeg.push(position[1])
    fluxMjy.push(1.5 * random.uniform() ** (-1 / 1.5))
  }
  const half = fieldStepDeg / 2
  for (const field of fields) {
    for (let i = Math.round(sourcesPerSquareDeg * fieldStepDeg ** 2 * (1 - doubleShare)); i > 0; i--) {
      const [xi, eta] = [random.uniformBetween(-half, half), random.uniformBetween(-half, half)]
      add(field, xi, eta)
      if (random.uniform() > doubleShare) continue
      const [distanceDeg, angle] = [arcsecToDeg(random.uniformBetween(15, 60)), random.uniformBetween(0, 2 * Math.PI)]
      add(field, xi + distanceDeg * Math.sin(angle), eta + distanceDeg * Math.cos(angle))
    }
  }
  const [ra, dec] = [Float64Array.from(raDeg), Float64Array.from(decDeg)]
  return { raDeg: ra, decDeg: dec, fluxMjy: Float64Array.from(fluxMjy), bands: sourceBands(ra, dec) }
}

function observe({ raDeg, decDeg }: Field, field: number, visit: number): Observation {
  const scaleDeg = arcsecToDeg(pixelArcsec)
  return {
    epoch: visit,
    epochName: String(visit).padStart(2, '0'),
    fieldName: `SIM_${String(field).padStart(4, '0')}`,
    schedulingBlock: 10_000 + visit,
    startMs: Date.UTC(2020, 0, 1) + 40 * dayMs * visit + 900_000 * field,
    wcs: {
      projection: 'SIN',
      referenceX: sidePixels / 2,
      referenceY: sidePixels / 2,
      referenceRaDeg: raDeg,
      referenceDecDeg: decDeg,
      matrixDeg: [-scaleDeg, 0, 0, scaleDeg],
      lonPoleDeg: 180,
      latPoleDeg: 90,
      slantXi: 0,
      slantEta: 0,
    },
    beam,
    astrometryEastArcsec: 0,
    astrometryNorthArcsec: 0,
    fluxScale: 1,
    random: new RandomStream(`field ${field} visit ${visit}`),
  }
}

/** A header as ASKAP's, before pixels that are a hole in the file. */
async function writeMap(path: string, observation: Observation): Promise<void> {
  const file = await open(path, 'w')
  try {
    let bytes = 0
    const sink = {
      async write(part: Uint8Array) {
        bytes += part.byteLength
        await file.write(part)
      },
    }
    const options = { ...presets.test, frequencyMhz: 888, bandwidthMhz: 288, durationS: 720 }
    await startFitsImage(sink, { axes: [sidePixels, sidePixels, 1, 1], bitpix: -32 }, imageCards(options, observation))
    await file.truncate(bytes + Math.ceil((4 * sidePixels ** 2) / 2880) * 2880)
  } finally {
    await file.close()
  }
}

/** What ingest would say of the image. */
async function readFacts(path: string): Promise<ImageFacts> {
  const source = expectValue(await openFileSource(path))
  const fits = expectValue(await openFitsImage(source))
  await source.close()
  const header = expectValue(readImageHeader(fits.header))
  const name = path.slice(path.lastIndexOf('/') + 1)
  return expectValue(imageFacts({ ...header, name }, { rmsMedianMjy: 0.25, rmsMinMjy: 0.2, rmsMaxMjy: 0.5 }))
}

function isOn(pixel: number): boolean {
  return pixel >= -0.5 && pixel <= sidePixels - 0.5
}

/** The sources on the pixels of a field. */
function sourcesOn(facts: ImageFacts, sky: Sky): Int32Array {
  const wcs = createWcs(facts.wcs)
  const found = new Int32List()
  const circle = { raDeg: facts.centreRaDeg, decDeg: facts.centreDecDeg, radiusDeg: footprintRadiusDeg(facts, wcs) }
  findInCircle(sky.bands, circle, found, new Float64Array(sky.raDeg.length))
  const near = found.values.slice(0, found.length).sort()
  const [x, y] = [new Float64Array(near.length), new Float64Array(near.length)]
  const pick = (column: Float64Array) => Float64Array.from(near, (source) => column[source])
  wcs.pixelsFromSky(pick(sky.raDeg), pick(sky.decDeg), x, y)
  return near.filter((_, i) => isOn(x[i]) && isOn(y[i]))
}

/** Every source on the image, a little beside its place, with the noise of the image on its flux. */
function measure(sources: Int32Array, sky: Sky, random: RandomStream): Measurements {
  const count = sources.length
  const numbers = (value: number) => new Float64Array(count).fill(value)
  const [raDeg, decDeg, peak, int] = [numbers(0), numbers(0), numbers(0), numbers(0)]
  const position = new Float64Array(2)
  const jitter = () => arcsecToDeg(jitterArcsec) * random.normal()
  for (let i = 0; i < count; i++) {
    const source = sources[i]
    writeOffsetPositionDeg(jitter(), jitter(), sky.raDeg[source], sky.decDeg[source], position, 0)
    raDeg[i] = position[0]
    decDeg[i] = position[1]
    peak[i] = Math.max(0.3, sky.fluxMjy[source] + 0.25 * random.normal())
    int[i] = peak[i] * (1.05 + 0.05 * random.normal())
  }
  const names = Array.from(sources, (_, i) => `SB_${i + 1}`)
  const [islands, flags] = [names.map((name) => `${name}a`), new Uint8Array(count)]
  return {
    count,
    islandId: islands,
    componentId: names,
    name: names,
    localRmsMjy: numbers(0.25),
    raDeg,
    raErrDeg: numbers(arcsecToDeg(0.3)),
    decDeg,
    decErrDeg: numbers(arcsecToDeg(0.3)),
    fluxPeakMjy: peak,
    fluxPeakErrMjy: numbers(0.25),
    fluxIntMjy: int,
    fluxIntErrMjy: numbers(0.3),
    bmajArcsec: numbers(15.5),
    errBmajArcsec: numbers(0.5),
    bminArcsec: numbers(12.5),
    errBminArcsec: numbers(0.4),
    paDeg: numbers(60),
    errPaDeg: numbers(2),
    psfBmajArcsec: numbers(beam.majorArcsec),
    psfBminArcsec: numbers(beam.minorArcsec),
    psfPaDeg: numbers(beam.paDeg),
    flagC4: flags,
    chiSquaredFit: numbers(1),
    spectralIndex: numbers(-0.7),
    spectralIndexFromTt: flags,
    hasSiblings: flags,
    snr: peak.map((flux) => flux / 0.25),
    compactness: int.map((flux, i) => flux / peak[i]),
    ewSysErrDeg: numbers(arcsecToDeg(1)),
    nsSysErrDeg: numbers(arcsecToDeg(1)),
    errorRadiusDeg: numbers(arcsecToDeg(0.4)),
    uncertaintyEwDeg: numbers(arcsecToDeg(1.08)),
    uncertaintyNsDeg: numbers(arcsecToDeg(1.08)),
    fluxIntIslRatio: numbers(1),
    fluxPeakIslRatio: numbers(1),
  }
}

interface SurveyImage {
  readonly facts: ImageFacts
  readonly observation: Observation
  readonly sources: Int32Array
  readonly paths: { readonly image: string; readonly noise: string; readonly catalogue: string }
}

/** Visits in turn over all fields; the eleventh takes in three quarters of them, as long as there is time in the season. */
async function makeImages(folder: string, fields: readonly Field[], sky: Sky, visits: number): Promise<SurveyImage[]> {
  const images: SurveyImage[] = []
  const onField: Int32Array[] = []
  for (let visit = 0; visit < visits; visit++) {
    const inVisit = visit < 10 ? fields.length : Math.round(0.75 * fields.length)
    for (let field = 0; field < inVisit; field++) {
      const observation = observe(fields[field], field, visit)
      const stem = join(folder, `${observation.fieldName}.${observation.epochName}`)
      const paths = { image: `${stem}.fits`, noise: `${stem}.noise.fits`, catalogue: `${stem}.components.txt` }
      await writeMap(paths.image, observation)
      await writeMap(paths.noise, observation)
      await writeFile(paths.catalogue, `# The components of ${stem} are in the store.\n`)
      const facts = await readFacts(paths.image)
      onField[field] ??= sourcesOn(facts, sky)
      images.push({ facts, observation, sources: onField[field], paths })
    }
  }
  return images
}

function inputOf({ paths }: SurveyImage) {
  return { imagePath: paths.image, selavyPath: paths.catalogue, noisePath: paths.noise, backgroundPath: null, epochKey: null }
}

async function identify(halley: Halley, images: readonly SurveyImage[]): Promise<readonly IdentifiedImage[]> {
  const pool = new WorkerPool(availableParallelism(), everything)
  try {
    return expectValue(await identifyImages(halley, pool, images.map(inputOf), ingestSettings))
  } finally {
    await pool.close()
  }
}

/** Puts the images into the store as ingest would, and keeps them there by a run of their own, which has no sources. */
async function keepImages(halley: Halley, images: readonly SurveyImage[], sky: Sky): Promise<void> {
  const { id: runId } = expectValue(await createRun(halley, { name: 'ingested', configText: 'inputs: {}\n' }))
  const run = await findRun(halley.store.catalogue, runId)
  if (!run) throw new Error('The run was made.')
  const attempt = await startWork(halley, run)
  const identified = await identify(halley, images)
  const first = await reserveImageNumbers(halley.store.catalogue, images.length)
  const made: NewImage[] = []
  for (const [index, { facts, observation, sources }] of images.entries()) {
    const [id, number] = [randomUUID(), first + index]
    const identity = { imageNumber: number, timeUtc: facts.timeUtc, firstId: firstMeasurementId(number), forced: false }
    const columns = measurementColumns(measure(sources, sky, observation.random), identity)
    const path = join(attempt.imageFolder(id), 'measurements.parquet')
    expectValue(await writeParquet(await threadDuckDb(), path, measurementsTable, columns, { layout: 'archive' }))
    const { contentHash, identified: files } = identified[index]
    made.push({
      id,
      number,
      name: facts.name,
      contentHash,
      ingestVersion: INGEST_VERSION,
      ingestSettings: JSON.stringify(ingestSettings),
      facts: JSON.stringify(facts),
      measurementCount: sources.length,
      createdAt: halley.now().toISOString(),
      files: files.map(({ role, path: file, fingerprint }) => ({
        role,
        root: '/',
        path: file.slice(1),
        bytes: fingerprint.bytes,
        fingerprint: fingerprint.fingerprint,
      })),
    })
  }
  const rows = expectValue(await publishImages(halley.store, attempt, made))
  const counts = { images: images.length, detections: 0, forced: 0, sources: 0, newSources: 0, relations: 0 }
  const version = {
    runId,
    resultId: randomUUID(),
    madeAt: halley.now().toISOString(),
    configurationText: 'inputs: {}\n',
    inputsHash: randomUUID(),
    codeVersion: 'bench',
    counts,
    images: rows.map((image, epoch) => ({ image, epoch })),
    lastSourceId: 0,
    forcedCount: 0,
  }
  expectValue(await publishVersion(halley.store, attempt, version))
}

function configOf(images: readonly SurveyImage[]): string {
  const list = (pick: (image: SurveyImage) => string) => images.map((image) => `    - ${pick(image)}\n`).join('')
  return `inputs:
  image:
${list(({ paths }) => paths.image)}  selavy:
${list(({ paths }) => paths.catalogue)}  noise:
${list(({ paths }) => paths.noise)}source_monitoring:
  monitor: false
source_association:
  method: basic
  radius: 10.0
`
}

/**
 * Makes a survey of that many fields in a folder that is there: 10 visits to each and an eleventh to most, about 2,100
 * components an image. All sources are found in each image that they lie on, so that hardly a place remains where pixels would be
 * asked: a few beside close pairs.
 */
export async function makeCatalogueSurvey(folder: string, fieldCount: number): Promise<CatalogueSurvey> {
  const [home, files] = [join(folder, 'home'), join(folder, 'files')]
  await mkdir(files)
  const fields = makeFields(fieldCount)
  const sky = makeSky(fields)
  const images = await makeImages(files, fields, sky, 11)
  const halley = expectValue(await openHalley({ environment: {}, home }))
  try {
    await keepImages(halley, images, sky)
  } finally {
    await closeHalley(halley)
  }
  const measurements = images.reduce((sum, { sources }) => sum + sources.length, 0)
  return { home, config: configOf(images), images: images.length, measurements, sources: sky.raDeg.length }
}
