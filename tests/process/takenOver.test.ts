import { chmodSync, cpSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { ProgressEvent } from '../../src/app/contract/progress.ts'
import type { ProcessOutcome } from '../../src/app/process/processRun.ts'
import { process, readRows, readTable, type Row, tableHashes } from './processing.ts'
import { makeSurvey, type SurveyImage, writeConfig } from './survey.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = temporaryFolder()
const settings = 'source_monitoring: {monitor: True, allow_nan: True}\n'
let east: SurveyImage[]
let west: SurveyImage[]
/** Of the field in the east. */
let later: SurveyImage[]

interface Grown {
  readonly before: readonly Row[]
  readonly added: ProcessOutcome
  readonly after: readonly Row[]
  /** The same addition with every fit made anew. */
  readonly anew: ProcessOutcome
  readonly afterAnew: readonly Row[]
  readonly takenOver: number
  readonly takenOverAnew: number
}

let grown: Grown

function resultFolder({ directory }: ProcessOutcome): string {
  return dirname(realpathSync(join(directory, 'sources.parquet')))
}

function placesOf(outcome: ProcessOutcome): Promise<readonly Row[]> {
  return readRows(join(resultFolder(outcome), 'missed_places.parquet'))
}

/** Processes, and counts the fits that were taken over. */
async function processCounted(home: string, config: string, fullRerun = false) {
  let takenOver = 0
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'finished') takenOver += Number(/(\d+) fits taken over/.exec(event.summary)?.[1] ?? 0)
  }
  return { outcome: await process(home, config, { onProgress, fullRerun }), takenOver }
}

/** Adds the last epoch of the field in the west, in two copies of one store. */
async function grow(): Promise<Grown> {
  const last = west.at(-1)?.epoch
  const config = (label: string, images: readonly SurveyImage[]) =>
    writeConfig(join(folder, `${label}.yaml`), images, { form: 'epochs', settings })
  const all = config('all', [...east, ...west])
  const [home, other] = [join(folder, 'home'), join(folder, 'other')]
  const first = await process(home, config('first', [...east, ...west.filter(({ epoch }) => epoch !== last)]))
  const before = await placesOf(first)
  cpSync(home, other, { recursive: true, verbatimSymlinks: true })
  const { outcome: added, takenOver } = await processCounted(home, all)
  const { outcome: anew, takenOver: takenOverAnew } = await processCounted(other, all, true)
  return { before, added, after: await placesOf(added), anew, afterAnew: await placesOf(anew), takenOver, takenOverAnew }
}

beforeAll(async () => {
  const tiles = { fieldColumns: 2, fieldOverlap: 0.3, sizePixels: 192, componentsPerImage: 25 }
  const inEast = await makeSurvey(join(folder, 'east'), { ...tiles, epochs: 3 })
  const last = inEast.at(-1)?.epoch
  east = inEast.filter(({ epoch }) => epoch !== last)
  later = inEast.filter(({ epoch }) => epoch === last)
  west = await makeSurvey(join(folder, 'west'), { ...tiles, epochs: 3, centreRaDeg: 300, seed: 'west' })
  grown = await grow()
})

test('images of a field that an addition does not touch say what they said: all their fits are taken over', async () => {
  const images = await readTable(grown.added.directory, 'images')
  const inEast = new Set(images.filter((row) => Number(row['ra']) < 180).map((row) => row['id']))
  const ofEast = (rows: readonly Row[]) => rows.filter((row) => inEast.has(row['image_id']))
  expect(inEast.size).toBe(4)
  expect(ofEast(grown.after)).toEqual(ofEast(grown.before))
  const fitsInEast = ofEast(grown.before).filter((row) => row['fitted'] === true).length
  expect(fitsInEast).toBeGreaterThan(5)
  expect(grown.takenOver).toBeGreaterThanOrEqual(fitsInEast)
})

test('with overlapping tiles and fits beside blank pixels, too, the bytes are those of measuring everything anew', async () => {
  expect(await tableHashes(grown.added.directory)).toEqual(await tableHashes(grown.anew.directory))
  expect(grown.after).toEqual(grown.afterAnew)
})

test('what another program made is measured anew, as everything is in a full re-run', async () => {
  expect(grown.takenOverAnew).toBe(0)
  const result = resultFolder(grown.added)
  const inputs = join(result, 'inputs.json')
  chmodSync(inputs, 0o640)
  writeFileSync(inputs, readFileSync(inputs, 'utf8').replace('"processing 1,', '"processing 0,'))
  const more = writeConfig(join(folder, 'more.yaml'), [...east, ...west, ...later], { form: 'epochs', settings })
  expect((await processCounted(join(folder, 'home'), more)).takenOver).toBe(0)
})
