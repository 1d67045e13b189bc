import { expect, test } from 'vitest'
import { type MemorySurvey, makeSurvey, readCatalogue, readMap, readTable } from '../../tests/simulate/memorySurvey.ts'
import { degToArcsec } from '../sky/angle.ts'
import { separationDeg } from '../sky/separation.ts'
import { createWcs } from '../sky/wcs.ts'
import { presets } from './presets.ts'
import { simulateSurvey } from './simulateSurvey.ts'

/** No sources at all: the maps alone. */
const empty = { componentsPerImage: 0, transientsPerEpoch: 0, epochs: 1 }

function imageFiles(survey: MemorySurvey): string[] {
  return [...survey.files.keys()].filter((path) => path.startsWith('epoch'))
}

test('equal options give equal bytes, and another seed gives others', async () => {
  const [first, second, other] = [await makeSurvey(), await makeSurvey(), await makeSurvey({ seed: 'other' })]
  expect([...second.files.keys()]).toEqual([...first.files.keys()])
  for (const [path, bytes] of first.files) expect(bytes.equals(second.files.get(path) ?? Buffer.alloc(0)), path).toBe(true)
  const [image] = imageFiles(first)
  expect(first.files.get(image)?.equals(other.files.get(image) ?? Buffer.alloc(0))).toBe(false)
})

test('a survey with one more epoch begins with the same files', async () => {
  const options = { variableFraction: 0.5, transientsPerEpoch: 2, fieldColumns: 2, sizePixels: 128 }
  const fewer = await makeSurvey(options)
  const more = await makeSurvey({ ...options, epochs: 4 })
  for (const path of imageFiles(fewer)) expect(fewer.files.get(path)?.equals(more.files.get(path) ?? Buffer.alloc(0)), path).toBe(true)
  expect(imageFiles(more)).toHaveLength(imageFiles(fewer).length + 8)
  const [fewerTruth, moreTruth] = [fewer, more].map((survey) => survey.files.get('truth/sources.csv')?.toString() ?? '')
  expect(moreTruth.startsWith(fewerTruth)).toBe(true)
})

test('the noise of an image is what its noise map says, to the edge', async () => {
  const survey = await makeSurvey({ ...empty, sizePixels: 700 })
  const { image, noise, background } = survey.summary.images[0].paths
  const [pixels, rms, mean] = [await readMap(survey, image), await readMap(survey, noise), await readMap(survey, background)]
  const squares = { middle: 0, edge: 0 }
  const counts = { middle: 0, edge: 0 }
  for (let at = 0; at < pixels.pixels.length; at++) {
    const offset = Math.max(Math.abs((at % 700) - 350), Math.abs(Math.floor(at / 700) - 350))
    const zone = offset < 150 ? 'middle' : 'edge'
    squares[zone] += ((pixels.pixels[at] - mean.pixels[at]) / rms.pixels[at]) ** 2
    counts[zone]++
  }
  expect(Math.sqrt(squares.middle / counts.middle)).toBeCloseTo(1, 1)
  expect(Math.sqrt(squares.edge / counts.edge)).toBeCloseTo(1, 1)
  expect(rms.pixels[350] / rms.pixels[350 * 701]).toBeGreaterThan(1.4)
})

test('images and maps have the header of their observation', async () => {
  const survey = await makeSurvey({ epochs: 2 })
  const [first, second] = survey.summary.images
  const { header } = await readMap(survey, second.paths.image)
  expect(header).toMatchObject({ telescope: 'ASKAP', polarisation: 'I', durationS: 720, width: 256, height: 256, frequencyMhz: 887.5 })
  expect(header.bandwidthMhz).toBe(288)
  expect(degToArcsec(header.beamMajorDeg)).toBeCloseTo(13.5, -1)
  expect(header.timeUtc > '2026-01-24' && header.timeUtc < '2026-01-27').toBe(true)
  const maps = [await readMap(survey, second.paths.noise), await readMap(survey, second.paths.background)]
  for (const map of maps) expect(map.header).toEqual(header)
  expect((await readMap(survey, first.paths.image)).header.beamMajorDeg).not.toBe(header.beamMajorDeg)
})

test("a source has its flux density in the image, times the image's flux scale, where the image's error puts it", async () => {
  const planted = [{ id: 'A', kind: 'step' as const, eastArcsec: 100, northArcsec: -60, fluxMjy: [400, 200] }]
  const survey = await makeSurvey({ ...empty, epochs: 2, planted, astrometricRmsArcsec: 3, fluxScaleRms: 0.1 })
  const errors = readTable(survey, 'truth/images.csv')
  const [source] = readTable(survey, 'truth/sources.csv')
  for (const [i, { paths }] of survey.summary.images.entries()) {
    const { header, pixels } = await readMap(survey, paths.image)
    const { x, y } = createWcs(header.wcs).pixelFromSky(Number(source.ra_deg), Number(source.dec_deg))
    const column = Math.round(x - Number(errors[i].astrometry_east_arcsec) / 2.5)
    const row = Math.round(y + Number(errors[i].astrometry_north_arcsec) / 2.5)
    const fluxMjy = planted[0].fluxMjy[i] * Number(errors[i].flux_scale)
    const highest = Math.max(...[-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => pixels[(row + dy) * 256 + column + dx])))
    expect(pixels[row * 256 + column]).toBe(highest)
    expect(highest * 1000).toBeGreaterThan(0.94 * fluxMjy)
    expect(highest * 1000).toBeLessThan(1.01 * fluxMjy)
  }
})

test('the integrated flux density of a source is its sum over the pixels', async () => {
  const planted = [{ id: 'A', kind: 'step' as const, eastArcsec: 3, northArcsec: 4, fluxMjy: [1000] }]
  const survey = await makeSurvey({ ...empty, planted, rmsMjy: 0.001, fluxScaleRms: 0, beamPaDeg: 30, beamMinorArcsec: 8 })
  const { header, pixels } = await readMap(survey, survey.summary.images[0].paths.image)
  const sumJy = pixels.reduce((sum, value) => sum + value, 0)
  const beamPixels = (Math.PI * degToArcsec(header.beamMajorDeg) * degToArcsec(header.beamMinorDeg)) / (4 * Math.LN2 * 2.5 * 2.5)
  expect(sumJy / beamPixels).toBeCloseTo(1, 2)
})

test('catalogued peaks agree with the pixels, and stand at or above the threshold', async () => {
  const survey = await makeSurvey({ doubleFraction: 0, componentsPerImage: 20 })
  for (const { paths } of survey.summary.images) {
    const catalogue = readCatalogue(survey, paths.catalogue)
    const { header, pixels } = await readMap(survey, paths.image)
    const mean = await readMap(survey, paths.background)
    const noise = await readMap(survey, paths.noise)
    const wcs = createWcs(header.wcs)
    for (let i = 0; i < catalogue.count; i++) {
      const { x, y } = wcs.pixelFromSky(catalogue.raDeg[i], catalogue.decDeg[i])
      const at = Math.round(y) * 256 + Math.round(x)
      const pixelMjy = 1000 * (pixels[at] - mean.pixels[at])
      expect(Math.abs(pixelMjy - catalogue.fluxPeakMjy[i])).toBeLessThan(4 * catalogue.localRmsMjy[i] + 0.15 * catalogue.fluxPeakMjy[i])
      expect(catalogue.fluxPeakMjy[i] / catalogue.localRmsMjy[i]).toBeGreaterThan(4.999)
      expect(1000 * noise.pixels[at]).toBeCloseTo(catalogue.localRmsMjy[i], 1)
    }
  }
})

test('the three forms of a catalogue say the same', async () => {
  const options = { epochs: 1, crowding: 0.5, componentsPerImage: 60 }
  const catalogues = []
  for (const catalogueForm of ['txt', 'csv', 'xml'] as const) {
    const survey = await makeSurvey({ ...options, catalogueForm })
    catalogues.push(readCatalogue(survey, survey.summary.images[0].paths.catalogue))
  }
  const [text, csv, xml] = catalogues
  expect(text.count).toBeGreaterThan(30)
  expect(csv).toEqual(text)
  expect(xml).toEqual(text)
  expect(text.hasSiblings).toContain(1)
  expect(Math.min(...text.bminArcsec)).toBeGreaterThan(0)
})

test('a catalogue without components has its header and no row', async () => {
  for (const catalogueForm of ['txt', 'csv', 'xml'] as const) {
    const survey = await makeSurvey({ ...empty, catalogueForm, detectionSigma: 20 })
    expect(readCatalogue(survey, survey.summary.images[0].paths.catalogue).count).toBe(0)
  }
})

test.each([
  ['RA 0', 0, -30],
  ['the equator', 359.99, 0],
  ['the south pole', 123, -90],
  ['the north pole', 0, 90],
])('components lie where the truth says at %s', async (_, centreRaDeg, centreDecDeg) => {
  const survey = await makeSurvey({
    centreRaDeg,
    centreDecDeg,
    fieldColumns: 2,
    astrometricRmsArcsec: 0,
    doubleFraction: 0,
    extendedFraction: 0,
  })
  const positions = new Map(readTable(survey, 'truth/sources.csv').map((row) => [row.source_id, row]))
  const truth = readTable(survey, 'truth/components.csv')
  let compared = 0
  for (const { paths } of survey.summary.images) {
    const catalogue = readCatalogue(survey, paths.catalogue)
    const rows = truth.filter((row) => row.image === paths.image)
    expect(rows.map((row) => row.component_id)).toEqual(catalogue.componentId)
    for (let i = 0; i < catalogue.count; i++) {
      const source = positions.get(rows[i].source_ids)
      if (source === undefined) continue
      const offset = degToArcsec(separationDeg(Number(source.ra_deg), Number(source.dec_deg), catalogue.raDeg[i], catalogue.decDeg[i]))
      expect(offset / Math.hypot(catalogue.raErrArcsec[i], catalogue.decErrArcsec[i])).toBeLessThan(5)
      compared++
    }
  }
  expect(compared).toBeGreaterThan(120)
})

test('position errors are as large as the catalogue says', async () => {
  const survey = await makeSurvey({ epochs: 4, sizePixels: 512, componentsPerImage: 150, astrometricRmsArcsec: 0, doubleFraction: 0 })
  const positions = new Map(readTable(survey, 'truth/sources.csv').map((row) => [row.source_id, row]))
  const truth = readTable(survey, 'truth/components.csv')
  const pulls: number[] = []
  for (const { paths } of survey.summary.images) {
    const catalogue = readCatalogue(survey, paths.catalogue)
    for (const [i, row] of truth.filter(({ image }) => image === paths.image).entries()) {
      const source = positions.get(row.source_ids)
      if (source !== undefined) pulls.push(degToArcsec(catalogue.decDeg[i] - Number(source.dec_deg)) / catalogue.decErrArcsec[i])
    }
  }
  const rms = Math.sqrt(pulls.reduce((sum, pull) => sum + pull * pull, 0) / pulls.length)
  expect(rms).toBeGreaterThan(0.9)
  expect(rms).toBeLessThan(1.15)
})

test('an image of the benchmark holds about 5,000 components', async () => {
  const share = (1400 / presets.benchmark.sizePixels) ** 2
  const componentsPerImage = Math.round(presets.benchmark.componentsPerImage * share)
  const survey = await makeSurvey({ ...presets.benchmark, sizePixels: 1400, componentsPerImage, epochs: 4 })
  const mean = survey.summary.images.reduce((sum, { components }) => sum + components, 0) / 4
  expect(Math.abs(mean / (5000 * share) - 1)).toBeLessThan(0.1)
})

test('a transient is found in its epochs and in no other', async () => {
  const planted = [{ id: 'NOVA', kind: 'transient' as const, eastArcsec: 50, northArcsec: 50, fluxMjy: [0, 20, 0] }]
  const survey = await makeSurvey({ planted, transientsPerEpoch: 0 })
  const rows = readTable(survey, 'truth/components.csv').filter(({ source_ids }) => source_ids.split(';').includes('NOVA'))
  expect(rows.map(({ image }) => image)).toEqual([survey.summary.images[1].paths.image])
  const curve = readTable(survey, 'truth/light_curves.csv').filter(({ source_id }) => source_id === 'NOVA')
  expect(curve.map(({ epoch, flux_mjy }) => [epoch, Number(flux_mjy)])).toEqual([
    ['01', 0],
    ['02', 20],
    ['03', 0],
  ])
})

test('sources closer than the beam are one component that names them, the brighter first', async () => {
  const planted = [
    { id: 'FAINT', kind: 'step' as const, eastArcsec: 0, northArcsec: 0, fluxMjy: [20] },
    { id: 'BRIGHT', kind: 'step' as const, eastArcsec: 7, northArcsec: 0, fluxMjy: [60] },
  ]
  const survey = await makeSurvey({ ...empty, planted, astrometricRmsArcsec: 0 })
  const [{ source_ids }] = readTable(survey, 'truth/components.csv')
  expect(source_ids).toBe('BRIGHT;FAINT')
  const catalogue = readCatalogue(survey, survey.summary.images[0].paths.catalogue)
  const [faint, bright] = readTable(survey, 'truth/sources.csv')
  const share = (catalogue.raDeg[0] - Number(faint.ra_deg)) / (Number(bright.ra_deg) - Number(faint.ra_deg))
  expect(share).toBeCloseTo(0.75, 1)
  expect(catalogue.fluxIntMjy[0]).toBeGreaterThan(70)
})

test('blank corners are blank in all maps and hold no component', async () => {
  const survey = await makeSurvey({ blankBeyond: 0.8, epochs: 1 })
  const { paths } = survey.summary.images[0]
  const { header, pixels } = await readMap(survey, paths.image)
  const [noise, mean] = [await readMap(survey, paths.noise), await readMap(survey, paths.background)]
  const blank = pixels.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0)
  expect(blank / pixels.length).toBeCloseTo(0.05, 1)
  for (let at = 0; at < pixels.length; at++) {
    const areBlank = [pixels, noise.pixels, mean.pixels].map((map) => Number.isNaN(map[at]))
    if (new Set(areBlank).size > 1) throw new Error(`the maps disagree about pixel ${at}`)
  }
  const catalogue = readCatalogue(survey, paths.catalogue)
  const { x, y } = createWcs(header.wcs).pixelFromSky(catalogue.raDeg[0], catalogue.decDeg[0])
  expect(Math.hypot(x - 128, y - 128)).toBeLessThan(0.81 * 182)
})

test('the configuration names every file of the survey, in one list or by epochs', async () => {
  for (const inputForm of ['list', 'epochs'] as const) {
    const survey = await makeSurvey({ inputForm })
    const text = survey.files.get('config.yaml')?.toString() ?? ''
    expect(imageFiles(survey).filter((path) => !text.includes(`- ${path}\n`))).toEqual([])
    expect(text.includes("    '01':\n")).toBe(inputForm === 'epochs')
  }
})

test('options that cannot be make no file', async () => {
  const refuseAll = { file: (path: string) => Promise.reject(new Error(`${path} was opened`)) }
  const result = await simulateSurvey({ ...presets.test, epochs: 0 }, refuseAll)
  expect(result).toMatchObject({ ok: false, fault: { code: 'simulate.options' } })
})
