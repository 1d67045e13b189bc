import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { separationDeg } from '../../src/sky/separation.ts'
import { rewriteFits } from './fitsFiles.ts'
import { process, readForced, readTable, type Row } from './processing.ts'
import { makeSurvey, type SurveyImage, writeConfig } from './survey.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = temporaryFolder()
const place = { raDeg: 150, decDeg: 0 }
let survey: readonly SurveyImage[]

/** Two epochs of two tiles, of which both show the middle; the first epoch has detected nothing. */
beforeAll(async () => {
  const images = await makeSurvey(join(folder, 'survey'), {
    epochs: 2,
    fieldColumns: 2,
    fieldOverlap: 0.5,
    sizePixels: 192,
    componentsPerImage: 3,
    transientsPerEpoch: 0,
    extendedFraction: 0,
    centreRaDeg: place.raDeg,
    centreDecDeg: place.decDeg,
    planted: [{ id: 'MIDDLE', kind: 'step', eastArcsec: 25, northArcsec: 0, fluxMjy: [40, 40] }],
  })
  survey = images.map((image) => (image.epoch === images[0]?.epoch ? withoutComponents(image) : image))
})

function withoutComponents(image: SurveyImage): SurveyImage {
  const selavy = join(folder, `empty-${basename(image.selavy)}`)
  writeFileSync(selavy, readFileSync(image.selavy, 'utf8').split('\n').slice(0, 2).join('\n'))
  return { ...image, selavy }
}

function blank(image: SurveyImage): SurveyImage {
  const path = join(folder, `blank-${basename(image.image)}`)
  return { ...image, image: rewriteFits(image.image, path, ({ data }) => ({ data: Buffer.alloc(data.length, 0xff) })) }
}

function isNearMiddle(ra: unknown, dec: unknown): boolean {
  return separationDeg(Number(ra), Number(dec), place.raDeg, place.decDeg) < 30 / 3600
}

/** The source in the middle, and its forced fits. */
async function middle(label: string, images: readonly SurveyImage[], allowNan = false) {
  const settings = `source_monitoring: {monitor: True, allow_nan: ${allowNan ? 'True' : 'False'}}\n`
  const config = writeConfig(join(folder, `${label}.yaml`), images, { form: 'epochs', settings })
  const { directory } = await process(join(folder, `home-${label}`), config)
  const names = new Map((await readTable(directory, 'images')).map((row) => [row['id'], row['name']]))
  const [source] = (await readTable(directory, 'sources')).filter((row) => isNearMiddle(row['wavg_ra'], row['wavg_dec']))
  const fits = (await readForced(directory)).filter((row) => isNearMiddle(row['ra'], row['dec']))
  return { source, fits, imagesOfFits: fits.map((row: Row) => names.get(row['image_id'])) }
}

test('where the nearer tile is blank the forced fit comes from the other, and the source is new all the same', async () => {
  const usual = await middle('usual', survey)
  expect(usual.fits).toHaveLength(1)
  expect(usual.source).toMatchObject({ n_meas: 2, n_meas_forced: 1, new: true })
  const isNearer = ({ image }: SurveyImage) => basename(image) === usual.imagesOfFits[0]
  const other = survey.find((image) => image.epoch === survey[0]?.epoch && !isNearer(image))
  const found = await middle(
    'blank',
    survey.map((image) => (isNearer(image) ? blank(image) : image)),
  )
  expect(found.imagesOfFits).toEqual([basename(other?.image ?? '')])
  expect(found.source).toMatchObject({ n_meas: 2, n_meas_forced: 1, new: true })
  expect(Math.abs(Number(found.fits[0]?.['flux_peak']) - 40)).toBeLessThan(8)
})

test('where both tiles are blank there is no fit, and nothing is new', async () => {
  const found = await middle(
    'both-blank',
    survey.map((image) => (image.epoch === survey[0]?.epoch ? blank(image) : image)),
    true,
  )
  expect(found.fits).toEqual([])
  expect(found.source).toMatchObject({ n_meas: 1, new: false })
})
