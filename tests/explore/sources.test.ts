import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { sourceColumnNames } from '../../src/app/contract/sourceColumns.ts'
import type { SourcesPage } from '../../src/app/contract/sources.ts'
import { countSources, listSources, type SourcesRequest } from '../../src/app/explore/listSources.ts'
import { showSource } from '../../src/app/explore/showSource.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import type { Halley } from '../../src/app/halley.ts'
import { revertVersion } from '../../src/app/versions/revertVersion.ts'
import { enterAs } from '../people/people.ts'
import { readForced, readTable } from '../process/processing.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { addImages, makeScene, type Scene, trashRun, withHalley } from '../samples/scene.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
  await addImages(scene, folder, 3)
})

const everything: SourcesRequest = { runs: [], query: '', order: { column: 'id', isDescending: false }, after: null, limit: 1000 }

async function allPages(halley: Halley, request: SourcesRequest) {
  const rows: (readonly unknown[])[] = []
  for (let after: string | null = null; ;) {
    const page: SourcesPage = valueOf(await listSources(halley, { ...request, after }))
    rows.push(...page.rows)
    after = page.next
    if (after === null) return { columns: page.columns, rows }
  }
}

test('pages of any order have each source of each run once, in that order, unknown values last', async () => {
  await withHalley(scene, async (halley) => {
    const total = valueOf(await countSources(halley, everything)).total
    for (const column of sourceColumnNames) {
      for (const isDescending of [false, true]) {
        const { columns, rows } = await allPages(halley, { ...everything, order: { column, isDescending }, limit: 25 })
        const at = (name: string) => columns.findIndex((one) => one.name === name)
        expect(new Set(rows.map((row) => JSON.stringify([row[at('run')], row[at('id')]]))).size).toBe(total)
        const values = rows.map((row) => row[at(column)])
        const known = values.filter((value) => value !== null) as (number | string | boolean)[]
        expect(values.slice(0, known.length)).toEqual(known)
        const sorted = [...known].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        expect(known).toEqual(isDescending ? sorted.reverse() : sorted)
      }
    }
  })
})

test('a query is counted and listed alike, and a version can be named', async () => {
  await withHalley(scene, async (halley) => {
    const question = { runs: ['lmc:1'], query: 'max_flux_peak > 5' }
    const { count, total } = valueOf(await countSources(halley, question))
    const { rows } = await allPages(halley, { ...everything, ...question, limit: 3 })
    expect(rows).toHaveLength(count)
    expect(count).toBeLessThan(total)
    expect(valueOf(await listSources(halley, { ...everything, ...question })).versions).toMatchObject([{ run: 'lmc', version: 1 }])
  })
})

test('a light curve has all measurements of its source, as their files have them, in the order of time', async () => {
  await withHalley(scene, async (halley) => {
    const directory = join(scene.home, 'runs', 'lmc')
    const associations = await readTable(directory, 'associations')
    const forced = new Map((await readForced(directory)).map((row) => [Number(row['id']), row]))
    for (const source of (await readTable(directory, 'sources')).map((row) => Number(row['id']))) {
      const { measurements } = valueOf(await showSource(halley, { run: 'lmc', source, version: undefined }))
      const wanted = associations.filter((row) => Number(row['source_id']) === source).map((row) => Number(row['meas_id']))
      expect(new Set(measurements.map(({ id }) => id))).toEqual(new Set(wanted))
      expect(measurements).toHaveLength(wanted.length)
      expect(measurements.map(({ mjd }) => mjd)).toEqual(measurements.map(({ mjd }) => mjd).toSorted((a, b) => a - b))
      for (const point of measurements.filter(({ isForced }) => isForced)) {
        expect(point.peakMjy).toBe(forced.get(point.id)?.['flux_peak'])
      }
    }
  })
})

test('the address of a source works after the run went back to a version without it, and says so', async () => {
  await withHalley(scene, async (halley) => {
    const run = valueOf(await findRun(halley, 'lmc'))
    const ids = async (version: string) => {
      const { columns, rows } = await allPages(halley, { ...everything, runs: [version] })
      return rows.map((row) => Number(row[columns.findIndex(({ name }) => name === 'id')]))
    }
    const [first, second] = [new Set(await ids('lmc:1')), await ids('lmc:2')]
    const lost = second.find((id) => !first.has(id))
    if (lost === undefined) throw new Error('The third image brought no new source.')
    valueOf(await revertVersion(halley, run, { to: 1, debug: false }))
    const shown = valueOf(await showSource(halley, { run: 'lmc', source: lost, version: undefined }))
    expect(shown).toMatchObject({ version: 2, head: 3, id: lost })
    expect(await showSource(halley, { run: 'lmc', source: lost, version: 3 })).toMatchObject({ fault: { code: 'source.notFound' } })
  })
})

test('bad queries, cursors and runs are refused; a stranger and the trash show nothing', async () => {
  await withHalley(scene, async (halley) => {
    const code = async (request: Partial<SourcesRequest>) => {
      const listed = await listSources(halley, { ...everything, ...request })
      return listed.ok ? null : listed.fault.code
    }
    expect(await code({ query: 'flux >' })).toBe('query.column')
    expect(await code({ after: 'nonsense' })).toBe('query.after')
    expect(await code({ runs: ['no-such'] })).toBe('item.notFound')
    expect(await code({ runs: ['lmc:9'] })).toBe('version.unknown')
    const stranger = await enterAs(halley.store, 'stranger')
    expect(valueOf(await listSources(stranger, everything)).rows).toEqual([])
    expect(await showSource(stranger, { run: 'lmc', source: 1, version: undefined })).toMatchObject({ fault: { code: 'item.notFound' } })
    const before = valueOf(await countSources(halley, everything)).total
    await trashRun(halley, 'smc')
    expect(valueOf(await countSources(halley, everything)).total).toBeLessThan(before)
  })
})
