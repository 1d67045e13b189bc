import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Membership, scoreAssociation } from '../../src/simulate/associationScore.ts'
import { presets } from '../../src/simulate/presets.ts'
import { separationDeg } from '../../src/sky/separation.ts'
import { process, readDetections, readForced, readTable, type Row } from './processing.ts'
import { makeSurvey, writeConfig } from './survey.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = temporaryFolder()
const survey = join(folder, 'survey')
const settings = 'source_monitoring: {monitor: True}\n'

interface Truth {
  readonly id: string
  readonly kind: string
  readonly raDeg: number
  readonly decDeg: number
  readonly fluxMjy: number
  readonly isExtended: boolean
}

let truth: readonly Truth[]
let sources: readonly Row[]
/** All measurements, forced ones included, with their image's name. */
let measurements: ReadonlyMap<unknown, Row>
let members: ReadonlyMap<unknown, readonly Row[]>
let images: readonly Row[]

function truthRows(name: string): string[][] {
  const [, ...lines] = readFileSync(join(survey, 'truth', name), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => line.split(','))
}

beforeAll(async () => {
  const files = await makeSurvey(survey, presets.demo)
  const { directory } = await process(join(folder, 'home'), writeConfig(join(folder, 'config.yaml'), files, { form: 'epochs', settings }))
  truth = truthRows('sources.csv').map(([id = '', kind = '', ra, dec, flux, major]) => {
    return { id, kind, raDeg: Number(ra), decDeg: Number(dec), fluxMjy: Number(flux), isExtended: Number(major) > 0 }
  })
  images = await readTable(directory, 'images')
  sources = await readTable(directory, 'sources')
  measurements = new Map([...(await readDetections(directory)), ...(await readForced(directory))].map((row) => [row['id'], row]))
  members = Map.groupBy(await readTable(directory, 'associations'), (row) => row['source_id'])
})

function nearestSource({ raDeg, decDeg }: Truth): { readonly source: Row; readonly arcsec: number } {
  const [nearest] = sources
    .map((source) => ({ source, arcsec: separationDeg(raDeg, decDeg, Number(source['wavg_ra']), Number(source['wavg_dec'])) * 3600 }))
    .toSorted((a, b) => a.arcsec - b.arcsec)
  if (!nearest) throw new Error('There are no sources.')
  return nearest
}

function curveOf(source: Row): readonly Row[] {
  return (members.get(source['id']) ?? []).map((row) => measurements.get(row['meas_id']) ?? {})
}

test('finds the planted transients as new sources, where they are', () => {
  for (const id of ['NOVA', 'BURST']) {
    const planted = truth.find((one) => one.id === id)
    if (!planted) throw new Error(`${id} was not planted.`)
    const { source, arcsec } = nearestSource(planted)
    expect(arcsec).toBeLessThan(1)
    expect(source).toMatchObject({ new: true })
    expect(Number(source['new_high_sigma'])).toBeGreaterThan(5)
  }
})

test('finds the planted variables among the most variable sources, and not as new', () => {
  const byEta = sources.filter((row) => row['eta_peak'] !== null).toSorted((a, b) => Number(b['eta_peak']) - Number(a['eta_peak']))
  for (const id of ['PULSE', 'FLARE', 'STEP']) {
    const planted = truth.find((one) => one.id === id)
    if (!planted) throw new Error(`${id} was not planted.`)
    const { source } = nearestSource(planted)
    expect(byEta.indexOf(source)).toBeLessThan(10)
    expect(source['new']).toBe(false)
  }
})

test('measures a transient before it is there as nothing, within errors, and each flux once it is', () => {
  const nova = truth.find((one) => one.id === 'NOVA')
  const curve = nova && curveOf(nearestSource(nova).source)
  if (!curve) throw new Error('NOVA was not planted.')
  const truthOf = new Map(truthRows('light_curves.csv').map(([id, epoch, flux]) => [`${id} ${epoch}`, Number(flux)]))
  const epochOf = new Map(truthRows('images.csv').map(([path = '', epoch]) => [basename(path), epoch]))
  const nameOf = new Map(images.map((image) => [image['id'], String(image['name'])]))
  expect(new Set(curve.map((row) => epochOf.get(nameOf.get(row['image_id']) ?? ''))).size).toBe(8)
  for (const row of curve) {
    const trueMjy = truthOf.get(`NOVA ${epochOf.get(nameOf.get(row['image_id']) ?? '')}`)
    const toleranceMjy = Math.hypot(4.5 * Number(row['flux_peak_err']), 0.12 * (trueMjy ?? NaN))
    expect(Math.abs(Number(row['flux_peak']) - (trueMjy ?? NaN))).toBeLessThan(toleranceMjy)
  }
})

test('measures steady point sources as bright as they are, within errors', () => {
  const pulls = truth
    .filter((one) => one.kind === 'steady' && !one.isExtended && one.fluxMjy > 3)
    .map((one) => ({ one, ...nearestSource(one) }))
    .filter(({ one, arcsec, source }) => {
      const isAlone = truth.every((other) => other === one || separationDeg(one.raDeg, one.decDeg, other.raDeg, other.decDeg) * 3600 > 40)
      return isAlone && arcsec < 3 && Number(source['n_meas']) >= 8
    })
    .map(({ one, source }) => {
      const scaleMjy = 0.03 * one.fluxMjy
      const errMjy = Math.hypot(scaleMjy, Number(curveOf(source)[0]?.['flux_peak_err'])) / Math.sqrt(Number(source['n_meas']))
      return (Number(source['avg_flux_peak']) - one.fluxMjy) / errMjy
    })
  expect(pulls.length).toBeGreaterThan(12)
  const mean = pulls.reduce((sum, pull) => sum + pull, 0) / pulls.length
  const scatter = Math.sqrt(pulls.reduce((sum, pull) => sum + (pull - mean) ** 2, 0) / pulls.length)
  expect(Math.abs(mean)).toBeLessThan(1)
  expect(scatter).toBeLessThan(2)
})

function rowsToMembership(rows: readonly (readonly number[])[]): Membership {
  const start = new Int32Array(rows.length + 1)
  for (const [row, { length }] of rows.entries()) start[row + 1] = start[row] + length
  return { start, member: Int32Array.from(rows.flat()) }
}

function key(image: string, component: string): string {
  return `${image} ${component}`
}

test('associates as the truth says: complete and pure above 97 %', () => {
  const nameOf = new Map(images.map((image) => [image['id'], String(image['name'])]))
  const objectIndex = new Map(truth.map(({ id }, index) => [id, index]))
  const objectsOf = new Map(
    truthRows('components.csv').map(([path = '', component = '', ids = '']) => [
      key(basename(path), component),
      ids === '' ? [] : ids.split(';').map((id) => objectIndex.get(id) ?? -1),
    ]),
  )
  // Of an object that two tiles of an epoch show, one component is taken and the other left.
  const associatedIds = new Set([...members.values()].flat().map((row) => row['meas_id']))
  const detections = [...measurements.values()].filter((row) => row['forced'] === false && associatedIds.has(row['id']))
  const componentIndex = new Map(detections.map((row, index) => [row['id'], index]))
  const objects = detections.map((row) => objectsOf.get(key(nameOf.get(row['image_id']) ?? '', String(row['component_id']))) ?? [-1])
  expect(objects.flat()).not.toContain(-1)
  const associated = sources.map((source) => (members.get(source['id']) ?? []).flatMap((row) => componentIndex.get(row['meas_id']) ?? []))
  const score = scoreAssociation(rowsToMembership(objects), rowsToMembership(associated))
  expect(score.completeness).toBeGreaterThan(0.97)
  expect(score.purity).toBeGreaterThan(0.97)
})
