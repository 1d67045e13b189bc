// A store with every kind of table that Halley writes, and every table that its server gives away as a file.
import { join } from 'node:path'
import { z } from 'zod'
import { runAnalysis } from '../../src/app/analyses/runAnalysis.ts'
import { etaVParametersSchema } from '../../src/app/contract/etaVParameters.ts'
import { api, type CallName } from '../../src/app/contract/api/api.ts'
import type { Endpoint } from '../../src/app/contract/api/endpoint.ts'
import type { TableFormat } from '../../src/app/contract/tableFile.ts'
import type { Halley } from '../../src/app/halley.ts'
import { addReference } from '../../src/app/references/references.ts'
import { combineSamples } from '../../src/app/samples/combineSamples.ts'
import { openSession } from '../../src/app/sessions/openSession.ts'
import { sessionCookie } from '../../src/doors/http/sessions/sessionCookie.ts'
import { valueOf } from '../process/survey.ts'
import { writeVoTable } from '../references/tables.ts'
import { addImages, draw, following, makeScene, type Scene, withHalley } from '../samples/scene.ts'

/** Thresholds that some sources of the scene pass. */
const lenient = etaVParametersSchema.parse({ minSources: 10, etaSigma: 0.5, vSigma: 0.5 })

/** Two runs, one of them with two versions; samples, drawn and combined; analyses of a run and of a sample; a reference catalogue. */
export async function makeEveryTable(folder: string): Promise<Scene> {
  const scene = await makeScene(folder)
  await addImages(scene, folder, 3)
  await withHalley(scene, async (halley) => {
    await draw(halley, { name: 'both', from: [{ run: 'lmc' }, { run: 'smc' }], where: 'n_meas >= 2' })
    await draw(halley, { name: 'bright', where: 'max_flux_peak > 5' })
    const combined = { name: 'combined', samples: ['both', 'bright'], operator: 'or', radiusArcsec: null } as const
    valueOf(await combineSamples(halley, combined, following()))
    valueOf(await runAnalysis(halley, { name: 'of a run', of: { run: 'lmc' }, parameters: lenient }, following()))
    valueOf(await runAnalysis(halley, { name: 'of a sample', of: { sample: 'both' }, parameters: lenient }, following()))
    const path = join(folder, 'others.vot')
    writeVoTable(path, [
      { name: 'one', raDeg: 30, decDeg: -30, fluxMjy: 3.5, gaia: 6_917_529_027_641_081_857n },
      { name: 'unknown', raDeg: 359.999, decDeg: -89, fluxMjy: null, gaia: 2n },
    ])
    valueOf(await addReference(halley, { path }, null))
  })
  return scene
}

interface Asked {
  /** What of the table is meant. */
  readonly what: string
  readonly path: string
  readonly body?: object
}

const texts = ['plain', 'a < b & c > "d"', "it's", '', 'é ′ ☄ 𝒥', 'tab\there', 'line\nbreak', '\u0001 no sign of XML', ']]>']

/** A table with what is hard to write: marks of XML, other alphabets, values that are unknown or not finite. */
const hardTable = {
  name: 'a "hard" <table>',
  columns: [
    { name: 'id', kind: 'number', description: 'A whole number & more' },
    { name: 'flux peak', kind: 'number', unit: 'mJy/beam', description: 'x < 5 > 3' },
    { name: 'words', kind: 'text' },
    { name: 'flag', kind: 'flag' },
    { name: 'when', kind: 'time' },
  ],
  rows: [
    ...texts.map((text, at) => [at, at / 7, text, at % 2 === 0, '2026-11-21T12:00:00Z']),
    [null, null, null, null, null],
    [Number.MAX_SAFE_INTEGER, -1e-300, 'last', true, '1858-11-17T00:00:00.5Z'],
  ],
}

/** What each call that gives away tables is asked for. */
const asked: Partial<Readonly<Record<CallName, (format: TableFormat) => readonly Asked[]>>> = {
  exportSources: (format) => [
    { what: 'of all runs', path: `/api/sources/export?format=${format}` },
    { what: 'of a query, some columns', path: `/api/sources/export?run=lmc&q=new&format=${format}&column=id&column=name&column=new` },
    { what: 'of a query that finds none', path: `/api/sources/export?run=lmc&q=n_meas%3E1000&format=${format}` },
    { what: 'of a sample', path: `/api/sources/export?sample=both&format=${format}` },
    { what: 'of a combined sample', path: `/api/sources/export?sample=combined&format=${format}` },
  ],
  exportMeasurements: (format) => [
    { what: 'of a run', path: `/api/runs/lmc/measurements/export?format=${format}` },
    { what: 'forced ones of a version', path: `/api/runs/lmc/measurements/export?version=1&forced=only&format=${format}` },
  ],
  exportChanges: (format) =>
    ['added', 'gone', 'split', 'merged', 'changed'].map((kind) => {
      return { what: kind, path: `/api/runs/lmc/compare/changes/export?from=1&to=2&kind=${kind}&format=${format}` }
    }),
  writeTable: (format) => [
    { what: 'that is hard to write', path: '/api/tables', body: { ...hardTable, format } },
    { what: 'without rows', path: '/api/tables', body: { ...hardTable, rows: [], format } },
  ],
}

function takesVoTable(part: z.ZodType | undefined): boolean {
  const format: unknown = part instanceof z.ZodObject ? part.shape['format'] : undefined
  return format instanceof z.ZodType && format.safeParse('votable').success
}

/** The calls of the contract that give away tables in a format of choice. */
export function callsOfTables(): readonly CallName[] {
  const calls = Object.entries(api) as [CallName, Endpoint][]
  return calls.filter(([, { query, body }]) => takesVoTable(query) || takesVoTable(body)).map(([name]) => name)
}

export interface Downloaded {
  readonly name: string
  readonly bytes: Buffer
}

/** Every table that the server gives away. @throws where a call is not asked yet, or refuses */
export async function downloadTables(address: string, halley: Halley, format: TableFormat): Promise<readonly Downloaded[]> {
  const { secret } = await openSession(halley.store, halley.user.id, 'a test', new Date())
  const headers = { cookie: `${sessionCookie}=${secret}`, origin: address }
  const downloaded: Downloaded[] = []
  for (const call of callsOfTables()) {
    const questions = asked[call]?.(format)
    if (!questions) throw new Error(`${call} gives away tables: tests/export/everyTable.ts has to ask for one.`)
    for (const { what, path, body } of questions) {
      const sent = body
        ? { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
        : { headers }
      const response = await fetch(new URL(path, address), sent)
      const bytes = Buffer.from(await response.arrayBuffer())
      if (!response.ok) throw new Error(`${call} ${what}: ${response.status} ${bytes.toString('utf8')}`)
      downloaded.push({ name: `${call} ${what}`, bytes })
    }
  }
  return downloaded
}
