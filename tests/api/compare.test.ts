// What became of the sources of a run from one version to another, page by page, as the whole comparison says it.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SourceChanges } from '../../src/app/contract/version.ts'
import { changeKinds, changeOrders, type ChangePoints, type ChangesPage, type SourceChange } from '../../src/app/contract/versionChanges.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { comparisonOf, type Comparison } from '../../src/app/versions/comparison.ts'
import { diffVersions } from '../../src/app/versions/diffVersions.ts'
import { process, readTable } from '../process/processing.ts'
import { makeSurvey, writeConfig } from '../process/survey.ts'
import { enterAs } from '../people/people.ts'
import { valueOf } from '../store/exampleStore.ts'
import { openApi, type OpenApi } from './openApi.ts'

let folder: string
let halley: Halley
let server: OpenApi
let cookie: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halley-compare-api-'))
  const home = join(folder, 'home')
  const images = await makeSurvey(join(folder, 'survey'), { epochs: 4, transientsPerEpoch: 2 })
  // Of one image alone mean positions are worse: most sources change with the others.
  for (const count of [1, 4]) await process(home, writeConfig(join(folder, `${count}.yaml`), images.slice(0, count)), { name: 'lmc' })
  halley = valueOf(await openHalley({ environment: {}, home }))
  server = await openApi(halley)
  cookie = await server.signIn(halley.user.id)
}, 60_000)
afterAll(async () => {
  await server.close()
  await closeHalley(halley)
  rmSync(folder, { recursive: true, force: true })
})

function ask(path: string, as = cookie) {
  return server.ask('GET', `/api/runs/lmc/compare${path}`, { cookie: as })
}

async function points(query: string): Promise<ChangePoints> {
  return (await ask(`/points?${query}`)).reply as ChangePoints
}

function ids(rows: readonly { readonly id: number }[]): number[] {
  return rows.map(({ id }) => id)
}

async function allRows(query: string): Promise<SourceChange[]> {
  const rows: SourceChange[] = []
  for (let after: string | null = ''; after !== null;) {
    const place: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`
    const { reply, status, text } = await ask(`/changes?from=1&to=2&limit=7&${query}${place}`)
    expect(status, text).toBe(200)
    const page = reply as ChangesPage
    rows.push(...page.rows)
    after = page.next
  }
  return rows
}

test('the pages of each kind are what the whole comparison says, with what both versions know of each source', async () => {
  const { sources } = valueOf(await diffVersions(halley, valueOf(await findRun(halley, 'lmc')), 1, 2))
  expect(ids(await allRows('kind=added'))).toEqual(sources.added)
  expect(ids(await allRows('kind=gone'))).toEqual(sources.gone)
  expect((await allRows('kind=split')).map(({ id, others }) => ({ id, into: others }))).toEqual(sources.split)
  expect((await allRows('kind=merged')).map(({ id, others }) => ({ id, from: others }))).toEqual(sources.merged)
  const changed = await allRows('kind=changed')
  expect(changed.map(({ id, movedArcsec, fluxChangeMjy }) => ({ id, movedArcsec, fluxChangeMjy }))).toEqual(sources.changed)
  expect(sources.added.length).toBeGreaterThan(0)
  expect(sources.changed.length).toBeGreaterThan(7)
  const shown = new Map((await readTable(join(folder, 'home', 'runs', 'lmc'), 'sources')).map((row) => [Number(row['id']), row]))
  for (const change of [...changed, ...(await allRows('kind=added'))]) {
    const row = shown.get(change.id)
    expect(change).toMatchObject({ name: row?.['name'], raDeg: row?.['wavg_ra'], fluxToMjy: row?.['avg_flux_peak'] })
    expect(change.measurementsFrom === null).toBe(sources.added.includes(change.id))
  }
  const counted = (await ask('/sources?from=1&to=2')).reply as SourceChanges
  expect(counted.counts).toMatchObject({ added: sources.added.length, changed: sources.changed.length, unchanged: sources.unchanged })
  expect(counted.changed).toEqual(sources.changed)
})

const fields = {
  id: 'id',
  name: 'name',
  ra: 'raDeg',
  dec: 'decDeg',
  n_meas_from: 'measurementsFrom',
  n_meas_to: 'measurementsTo',
  flux_from: 'fluxFromMjy',
  flux_to: 'fluxToMjy',
  flux_change: 'fluxChangeMjy',
  moved: 'movedArcsec',
} as const

test('in any order each source comes once, and what has no value last', async () => {
  const all = (await allRows('kind=changed')).map(({ id }) => id)
  for (const sort of changeOrders) {
    for (const order of ['ascending', 'descending']) {
      const rows = await allRows(`kind=changed&sort=${sort}&order=${order}`)
      expect(rows.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(all)
      const values = rows.map((row) => row[fields[sort]]).filter((value) => value !== null)
      const inOrder = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      expect(values, `${sort} ${order}`).toEqual(order === 'ascending' ? inOrder : inOrder.toReversed())
    }
  }
})

test('a plot is given all changes, or so many that are chosen the same each time, and sources without one', async () => {
  const all = await points('from=1&to=2')
  for (const kind of changeKinds) {
    expect(all.changes.id.filter((_, index) => all.changes.kind[index] === kind)).toEqual(
      (await allRows(`kind=${kind}`)).map(({ id }) => id),
    )
  }
  expect(all.unchanged.id).toHaveLength(all.unchanged.total)
  expect(all.changes.kind).toHaveLength(all.changes.total)
  const some = await points('from=1&to=2&most=5')
  expect(some.changes.id).toHaveLength(5)
  expect(some).toMatchObject({ changes: { total: all.changes.total } })
  expect(await points('from=1&to=2&most=5')).toEqual(some)
})

test('the last few comparisons are kept, and the files of those before them go', async () => {
  const run = valueOf(await findRun(halley, 'lmc'))
  const made: Comparison[] = []
  for (let number = 0; number < 10; number++) {
    const apart = { ...halley, scratch: join(folder, `scratch-${number}`) }
    made.push(valueOf(await comparisonOf(apart, run, { from: 1, to: 2 })))
  }
  expect(made.map(({ path }) => existsSync(path))).toEqual([false, false, ...Array.from({ length: 8 }, () => true)])
  expect(new Set(made.map(({ counts }) => JSON.stringify(counts))).size).toBe(1)
})

test('versions that there are not, places of no page and strangers are refused', async () => {
  expect(await ask('/changes?from=1&to=9&kind=added')).toMatchObject({ status: 404, code: 'version.unknown' })
  expect(await ask('/changes?from=1&to=2&kind=other')).toMatchObject({ status: 400, code: 'input.request' })
  expect(await ask('/changes?from=1&to=2&kind=added&after=xyz')).toMatchObject({ status: 400, code: 'input.place' })
  const stranger = await server.signIn((await enterAs(halley.store, 'sam')).user.id)
  expect(await ask('/changes?from=1&to=2&kind=added', stranger)).toMatchObject({ status: 404 })
  expect(await ask('/points?from=1&to=2', stranger)).toMatchObject({ status: 404 })
})
