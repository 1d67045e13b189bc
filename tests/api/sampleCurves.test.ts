// What a sample keeps of its sources, page by page and one by one, over HTTP; how samples are combined there.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OperationView } from '../../src/app/contract/operation.ts'
import type { SampleDetails } from '../../src/app/contract/sample.ts'
import type { SampleCurves, SamplePoints, SampleSource } from '../../src/app/contract/sampleCurves.ts'
import type { SourcePage } from '../../src/app/contract/sourcePage.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { shareItem } from '../../src/app/items/shareItem.ts'
import { runWorker } from '../../src/app/operations/runWorker.ts'
import { enterAs } from '../people/people.ts'
import { readTable } from '../process/processing.ts'
import { draw, makeScene, purgeEntry, trashRun } from '../samples/scene.ts'
import { valueOf } from '../store/exampleStore.ts'
import { openApi, type Answered, type OpenApi } from './openApi.ts'

let folder: string
let halley: Halley
let server: OpenApi
const cookies = new Map<string, string>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halley-curves-api-'))
  const { home } = await makeScene(folder)
  halley = valueOf(await openHalley({ environment: {}, home }))
  server = await openApi(halley)
  cookies.set('olga', await server.signIn(halley.user.id))
  for (const name of ['vic', 'sam']) cookies.set(name, await server.signIn((await enterAs(halley.store, name)).user.id))
  await draw(halley, { name: 'both', from: [{ run: 'lmc' }, { run: 'smc' }], where: 'n_meas >= 1' })
  const { id } = await draw(halley, { name: 'bright', where: 'max_flux_peak > 5' })
  valueOf(await shareItem(halley, id, 'vic', 'viewer'))
}, 60_000)
afterAll(async () => {
  await server.close()
  await closeHalley(halley)
  rmSync(folder, { recursive: true, force: true })
})

function ask(path: string, by = 'olga'): Promise<Answered> {
  return server.ask('GET', `/api/samples${path}`, { cookie: cookies.get(by) ?? '' })
}

function combine(by: string, body: unknown): Promise<Answered> {
  return server.ask('POST', '/api/samples/combine', { cookie: cookies.get(by) ?? '', body })
}

async function idOf(name: string): Promise<string> {
  return ((await ask(`/${name}`)).reply as SampleDetails).id
}

test('the pages of light curves have each source once, in the order of the table, each with the measurements that its files have', async () => {
  const measurements = await readTable(halley.store.paths.sample(await idOf('both')), 'measurements')
  const curves: SampleCurves['curves'][number][] = []
  for (let after: string | null = ''; after !== null;) {
    const place: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`
    const page = (await ask(`/both/curves?sort=max_flux_peak&order=descending&limit=9${place}`)).reply as SampleCurves
    curves.push(...page.curves)
    after = page.next
  }
  const table = (await ask('/both/sources?sort=max_flux_peak&order=descending&limit=1000')).reply as SourcePage
  const at = (name: string) => table.columns.findIndex((column) => column.name === name)
  expect(curves.map(({ run, version, id, name }) => [run, version, id, name])).toEqual(
    table.rows.map((row) => ['run', 'version', 'id', 'name'].map((name) => row[at(name)])),
  )
  for (const { run, version, id, peakMjy, isForced, timeMs } of curves) {
    const own = measurements.filter((row) => row['run'] === run && row['version'] === version && Number(row['source_id']) === id)
    expect(peakMjy).toEqual(own.map((row) => row['flux_peak']))
    expect(isForced).toEqual(own.map((row) => row['forced']))
    expect(timeMs).toEqual(timeMs.toSorted((a, b) => a - b))
  }
  expect(await ask('/both/curves?limit=97')).toMatchObject({ status: 400 })
})

test('a map is given every source, or so many that are chosen the same each time', async () => {
  const all = (await ask('/both/points')).reply as SamplePoints
  expect(all.id).toHaveLength(all.total)
  expect(new Set(all.id.map((id, index) => `${all.run[index]} ${id}`)).size).toBe(all.total)
  const some = (await ask('/both/points?most=4')).reply as SamplePoints
  expect(some.id).toHaveLength(4)
  expect((await ask('/both/points?most=4')).reply).toEqual(some)
})

test('samples are combined by a worker for who may read them, and who may not see a parent sees that there is one', async () => {
  const wanted = { name: 'bright of both', samples: ['both', 'bright'], operator: 'and' }
  expect(await combine('sam', wanted)).toMatchObject({ status: 404, code: 'item.notFound' })
  expect(await combine('olga', { ...wanted, samples: ['both'] })).toMatchObject({ status: 400, code: 'input.request' })
  expect(await combine('olga', { ...wanted, name: 'bright' })).toMatchObject({ status: 409, code: 'name.taken' })
  const asked = await combine('olga', wanted)
  expect(asked.status, asked.text).toBe(202)
  const { signal } = new AbortController()
  valueOf(await runWorker(halley, { once: true, pollMs: 10, queues: ['sample'], signal, tell: () => {} }))
  const operation = await server.ask('GET', `/api/operations/${(asked.reply as OperationView).id}`, { cookie: cookies.get('olga') ?? '' })
  expect(operation.reply).toMatchObject({ state: 'completed', outcome: { name: 'bright of both' } })
  const made = (await ask('/bright%20of%20both')).reply as SampleDetails
  expect(made).toMatchObject({ query: 'both and bright', queryData: null, combination: { operator: 'and' } })
  expect(made.counts.sources).toBe(((await ask('/bright')).reply as SampleDetails).counts.sources)
  valueOf(await shareItem(halley, made.id, 'vic', 'viewer'))
  const seen = (await ask(`/${made.id}`, 'vic')).reply as SampleDetails
  expect(seen.query).toBe("'another sample' and bright")
  expect(seen.combination?.parents).toMatchObject([
    { name: null, canRead: false },
    { name: 'bright', canRead: true },
  ])
  expect(await server.ask('POST', `/api/samples/${made.id}/again`, { cookie: cookies.get('olga') ?? '', body: {} })).toMatchObject({
    status: 409,
    code: 'sample.combined',
  })
})

test('a source of a sample is shown from its own files, with its measurements, when its run was deleted permanently', async () => {
  const { curves } = (await ask('/bright/curves?limit=1')).reply as SampleCurves
  const [first] = curves
  if (!first) throw new Error('The sample has no source')
  const path = `/bright/source?run=${first.run}&version=${first.version}&id=${first.id}`
  const before = (await ask(path)).reply as SampleSource
  expect(before).toMatchObject({ name: first.name, origin: { where: 'live', remark: '' }, sample: { name: 'bright' } })
  expect(before.measurements.map(({ peakMjy }) => peakMjy)).toEqual(first.peakMjy)
  await purgeEntry(halley, await trashRun(halley, 'lmc'))
  const after = (await ask(path)).reply as SampleSource
  expect(after).toEqual({ ...before, origin: { ...before.origin, where: 'purged', remark: 'its run was deleted', canRead: false } })
  expect(((await ask('/bright/curves?limit=1')).reply as SampleCurves).curves).toEqual(curves)
  expect(await ask('/bright/source?run=lmc&version=1&id=999999')).toMatchObject({ status: 404, code: 'source.notFound' })
  expect(await ask(path, 'sam')).toMatchObject({ status: 404, code: 'item.notFound' })
})
