import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type IngestTask, ingestImage } from '../../src/app/process/tasks/ingestImage.ts'
import { RandomStream } from '../../src/simulate/random.ts'
import { compressFits } from './fitsFiles.ts'
import { makeSurvey, type SurveyImage } from './survey.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = temporaryFolder()
const settings = { condonErrors: true, localRmsFillMjy: 0.2, raUncertaintyArcsec: 1, decUncertaintyArcsec: 1 }
let original: SurveyImage

beforeAll(async () => {
  const [image] = await makeSurvey(join(folder, 'survey'), { epochs: 1, sizePixels: 64, componentsPerImage: 8 })
  if (!image) throw new Error('The survey has no image.')
  original = image
  mkdirSync(join(folder, 'output'))
})

/** What hands, networks and disks do to a file. */
const mutations: readonly ((bytes: Buffer, random: RandomStream, span: number) => Buffer)[] = [
  (bytes, random, span) => changed(bytes, random.integerBelow(span), Buffer.of(random.integerBelow(256))),
  (bytes, random, span) =>
    changed(bytes, random.integerBelow(span), Buffer.from('0123456789.-+eE NaInf"<>/\'='.charAt(random.integerBelow(26)))),
  (bytes, random, span) => bytes.subarray(0, random.integerBelow(span)),
  (bytes, random, span) => spliced(bytes, random.integerBelow(span), random.integerBelow(200), Buffer.alloc(0)),
  (bytes, random, span) => spliced(bytes, random.integerBelow(span), 0, bytes.subarray(0, random.integerBelow(300))),
  (bytes, random, span) =>
    changed(bytes, random.integerBelow(span), Buffer.alloc(Math.min(80, bytes.length), random.integerBelow(2) === 0 ? 0 : 0xff)),
  (bytes, random, span) =>
    changed(
      bytes,
      80 * random.integerBelow(Math.ceil(span / 80)),
      bytes.subarray(80 * random.integerBelow(30), 80 * random.integerBelow(30) + 80),
    ),
  (bytes, random, span) => changed(bytes, random.integerBelow(span), Buffer.from('99999999999999999999')),
]

function changed(bytes: Buffer, at: number, by: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  by.copy(copy, at)
  return copy
}

function spliced(bytes: Buffer, at: number, gone: number, put: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + gone)])
}

function mutated(bytes: Buffer, random: RandomStream, span: number): Buffer {
  let result = bytes
  for (let count = 1 + random.integerBelow(3); count > 0; count--) {
    const mutate = mutations[random.integerBelow(mutations.length)]
    if (mutate) result = mutate(result, random, Math.max(1, Math.min(span, result.length)))
  }
  return result
}

/** Ingests with one file replaced; gives the code of the refusal, or `ok`. */
async function ingestWith(role: 'image' | 'noise' | 'selavy', path: string): Promise<string> {
  const files = { imagePath: original.image, selavyPath: original.selavy, noisePath: original.noise, backgroundPath: null, epochKey: null }
  const replaced = { image: { imagePath: path }, noise: { noisePath: path }, selavy: { selavyPath: path } }[role]
  const task: IngestTask = {
    files: { ...files, ...replaced },
    settings,
    imageNumber: 1,
    outputPath: join(folder, 'output', 'measurements.parquet'),
    scratch: join(folder, 'scratch'),
  }
  const result = await ingestImage(task)
  if (result.ok) return 'ok'
  const { code, message, hint } = result.fault
  expect(message.length).toBeLessThan(2000)
  expect(message).not.toMatch(/undefined|\[object|NaN of/)
  expect(hint).not.toBe('')
  return code
}

/** How often each outcome came of mutating one file. */
async function outcomes(
  role: 'image' | 'noise' | 'selavy',
  source: string,
  span: number,
  rounds: number,
): Promise<ReadonlyMap<string, number>> {
  const random = new RandomStream(`${role} ${source.slice(-8)}`)
  const bytes = readFileSync(source)
  const path = join(folder, `mutated-${role}${source.slice(source.lastIndexOf('.'))}`)
  const counts = new Map<string, number>()
  for (let round = 0; round < rounds; round++) {
    writeFileSync(path, mutated(bytes, random, span))
    const code = await ingestWith(role, path)
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return counts
}

const headerBytes = 45 * 80

test.each([
  ['image', (): string => original.image, headerBytes],
  ['noise', (): string => original.noise, headerBytes],
  ['image', (): string => compressFits(original.image, join(folder, 'tiles.fits')), 20_000],
  ['noise', (): string => compressFits(original.noise, join(folder, 'tiles-noise.fits')), 20_000],
  ['selavy', (): string => original.selavy, 20_000],
] as const)('ingest answers every mutation of a real %s with measurements or a named refusal (%#)', async (role, source, span) => {
  const counts = await outcomes(role, source(), span, 120)
  expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(120)
  expect(counts.size).toBeGreaterThan(3)
})

test('ingest answers mutations of catalogues in the forms of CASDA with measurements or a named refusal', async () => {
  for (const catalogueForm of ['csv', 'xml'] as const) {
    const [image] = await makeSurvey(join(folder, catalogueForm), { epochs: 1, sizePixels: 64, componentsPerImage: 8, catalogueForm })
    if (!image) throw new Error('The survey has no image.')
    const counts = await outcomes('selavy', image.selavy, 20_000, 100)
    expect(counts.size).toBeGreaterThan(3)
  }
})
