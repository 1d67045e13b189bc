import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { card, compressFits, keyOf, rewriteFits } from './fitsFiles.ts'
import { process, readForced, readTable, type Row } from './processing.ts'
import { makeSurvey, type SurveyImage, writeConfig } from './survey.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = temporaryFolder()
let survey: readonly SurveyImage[]
let usual: Processed

interface Processed {
  readonly counts: object
  /** Without their ids, which follow the images. */
  readonly sources: readonly Row[]
  readonly images: readonly Row[]
  readonly forced: readonly Row[]
}

async function processed(label: string, images: readonly SurveyImage[], settings?: string): Promise<Processed> {
  const config = writeConfig(join(folder, `${label}.yaml`), images, settings === undefined ? {} : { settings })
  const { counts, directory } = await process(join(folder, `home-${label}`), config)
  return {
    counts,
    sources: await readTable(directory, 'sources'),
    images: await readTable(directory, 'images'),
    forced: await readForced(directory),
  }
}

beforeAll(async () => {
  survey = await makeSurvey(join(folder, 'survey'))
  usual = await processed('usual', survey)
})

/** The survey with copies of its FITS files, each written by `write` under another name. */
function withFits(label: string, ending: string, write: (from: string, to: string) => void): SurveyImage[] {
  const copy = (epoch: string, path: string) => {
    mkdirSync(join(folder, label, epoch), { recursive: true })
    const to = join(folder, label, epoch, `${basename(path)}${ending}`)
    write(path, to)
    return to
  }
  return survey.map(({ epoch, image, selavy, noise, background }) => ({
    epoch,
    image: copy(epoch, image),
    selavy,
    noise: copy(epoch, noise),
    background: background && copy(epoch, background),
  }))
}

function withCatalogues(label: string, edit: (lines: readonly string[], index: number) => readonly string[]): SurveyImage[] {
  mkdirSync(join(folder, label))
  return survey.map((image, index) => {
    const selavy = join(folder, label, basename(image.selavy))
    writeFileSync(selavy, edit(readFileSync(image.selavy, 'utf8').split('\n'), index).join('\n'))
    return { ...image, selavy }
  })
}

const headerLines = 2

test('gzipped FITS files give the sources of plain ones, and no inflated copy stays', async () => {
  const images = withFits('gzip', '.gz', (from, to) => writeFileSync(to, gzipSync(readFileSync(from), { level: 1 })))
  const { counts, sources } = await processed('gzip', images)
  expect(counts).toEqual(usual.counts)
  expect(sources).toEqual(usual.sources)
})

test('tile-compressed FITS files give the sources of plain ones', async () => {
  const { counts, sources } = await processed('tiles', withFits('tiles', '.fz', compressFits))
  expect(counts).toEqual(usual.counts)
  expect(sources).toEqual(usual.sources)
})

/** Axes of length 1 in another order: the pixels stay as they are. */
function withAxes(order: readonly (readonly [axis: number, oldAxis: number])[]) {
  return (from: string, to: string) =>
    rewriteFits(from, to, ({ cards }) => ({
      cards: cards.map((one) => {
        const [, name = '', axis = ''] = /^(NAXIS|CTYPE|CRPIX|CRVAL|CDELT|CUNIT)([1-4])$/.exec(keyOf(one)) ?? []
        const found = order.find(([, old]) => old === Number(axis))
        return found ? `${name}${found[0]}`.padEnd(8) + one.slice(8) : one
      }),
    }))
}

test.each([
  [
    'Stokes before frequency',
    [
      [3, 4],
      [4, 3],
    ],
  ],
  [
    'Stokes and frequency before the sky',
    [
      [1, 4],
      [2, 3],
      [3, 1],
      [4, 2],
    ],
  ],
  [
    'frequency between the axes of the sky',
    [
      [2, 3],
      [3, 2],
    ],
  ],
] as const)('axes in the order of %s give the same sources', async (label, order) => {
  const { counts, sources } = await processed(label, withFits(label, '', withAxes(order)))
  expect(counts).toEqual(usual.counts)
  expect(sources).toEqual(usual.sources)
})

test('images of another telescope give the same sources, and are told apart by their facts alone', async () => {
  const images = withFits('meerkat', '', (from, to) =>
    rewriteFits(from, to, ({ cards }) => ({ cards: cards.map((one) => (keyOf(one) === 'TELESCOP' ? card('TELESCOP', 'MeerKAT') : one)) })),
  )
  const { counts, sources } = await processed('meerkat', images)
  expect(counts).toEqual(usual.counts)
  expect(sources).toEqual(usual.sources)
})

test('images with blank corners work, and no blank pixel counts as a miss', async () => {
  const blank = await makeSurvey(join(folder, 'blank'), { blankBeyond: 0.75 })
  const { counts, sources } = await processed('blank', blank)
  expect(counts).toMatchObject({ images: 3 })
  for (const source of sources) for (const name of ['avg_flux_peak', 'min_flux_peak']) expect(Number.isFinite(source[name])).toBe(true)
})

test('an image full of NaN covers nothing: it has its detections, and no fit and no miss', async () => {
  const [first, second, third] = survey
  if (!first || !second || !third) throw new Error('The survey has three images.')
  const image = join(folder, basename(second.image))
  rewriteFits(second.image, image, ({ data }) => ({ data: Buffer.alloc(data.length, 0xff) }))
  const { counts, forced } = await processed('nan-image', [first, { ...second, image }, third])
  expect(counts).toMatchObject({ images: 3, detections: 132 })
  expect(forced.length).toBeGreaterThan(0)
  expect(new Set(forced.map((row) => row['image_id']))).toEqual(new Set([1, 3]))
})

test('images of different sizes and beams go together', async () => {
  const options = { sizePixels: 300, beamMajorArcsec: 20, beamMinorArcsec: 14, beamPaDeg: 10, startUtc: '2027-01-10T09:30:00.000Z' }
  const larger = await makeSurvey(join(folder, 'larger'), options)
  const { counts, images } = await processed('larger', [...survey, ...larger])
  expect(counts).toMatchObject({ images: 6 })
  expect(new Set(images.map((image) => image['physical_bmaj'])).size).toBe(2)
})

test('rows of blanks in a catalogue are nothing', async () => {
  const images = withCatalogues('blanks', (lines) => [...lines.slice(0, 5), '', ' '.repeat(200), ...lines.slice(5), '', ''])
  const { counts, sources } = await processed('blanks', images)
  expect(counts).toEqual(usual.counts)
  expect(sources).toEqual(usual.sources)
})

test('one image without components is measured at the sources of the others', async () => {
  const images = withCatalogues('one-empty', (lines, index) => (index === 1 ? lines.slice(0, headerLines) : lines))
  const { counts, sources } = await processed('one-empty', images)
  expect(counts).toMatchObject({ images: 3, sources: expect.any(Number) })
  expect(sources.filter((source) => source['n_meas'] === 3).length).toBeGreaterThan(0.8 * sources.length)
})

test('a first image without components makes every later source new or too faint to be', async () => {
  const images = withCatalogues('first-empty', (lines, index) => (index === 0 ? lines.slice(0, headerLines) : lines))
  const { counts } = await processed('first-empty', images)
  expect(counts).toMatchObject({ images: 3 })
  expect(Number('newSources' in counts && counts.newSources)).toBeGreaterThan(20)
})

test('no components at all make a version without sources', async () => {
  const images = withCatalogues('all-empty', (lines) => lines.slice(0, headerLines))
  const { counts, sources } = await processed('all-empty', images)
  expect(counts).toEqual({ images: 3, detections: 0, forced: 0, sources: 0, newSources: 0, relations: 0 })
  expect(sources).toEqual([])
})

test('one image alone makes its components sources', async () => {
  const { counts, sources } = await processed('single', survey.slice(0, 1))
  expect(counts).toMatchObject({ images: 1, forced: 0, newSources: 0 })
  expect(sources.length).toBeGreaterThan(20)
  for (const source of sources) expect(source).toMatchObject({ n_meas: 1, v_peak: null, eta_peak: null })
})

test('images that do not overlap share no source and miss none', async () => {
  const east = await makeSurvey(join(folder, 'east'), { epochs: 1 })
  const west = await makeSurvey(join(folder, 'west'), { epochs: 1, centreRaDeg: 210, startUtc: '2027-01-10T09:30:00.000Z' })
  const { counts, sources } = await processed('apart', [...east, ...west])
  expect(counts).toMatchObject({ images: 2, forced: 0, newSources: 0, sources: sources.length })
  expect(new Set(sources.map((source) => source['n_meas']))).toEqual(new Set([1]))
})

test('images of one name in different folders are different images', async () => {
  const images = survey.map((image, index) => {
    const copy = (path: string, name: string) => {
      mkdirSync(join(folder, 'same-names', String(index)), { recursive: true })
      const to = join(folder, 'same-names', String(index), name)
      writeFileSync(to, readFileSync(path))
      return to
    }
    const { background } = image
    return {
      epoch: image.epoch,
      image: copy(image.image, 'image.fits'),
      selavy: copy(image.selavy, 'selavy.components.txt'),
      noise: copy(image.noise, 'noise.fits'),
      background: background && copy(background, 'background.fits'),
    }
  })
  const { counts, sources, forced } = await processed('same-names', images)
  expect(counts).toEqual(usual.counts)
  expect(sources).toEqual(usual.sources)
  expect(new Set(forced.map((row) => row['id']))).toEqual(new Set(usual.forced.map((row) => row['id'])))
})
