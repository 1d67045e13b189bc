// The whole result of a query as a file, and how its values are spread: both held to the pages that people see.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { tableFromIPC } from 'apache-arrow'
import { beforeAll, expect, test } from 'vitest'
import { sourceExportFormats, type SourceExportFormat } from '../../src/app/contract/sources.ts'
import { numberColumns } from '../../src/app/contract/sourceColumns.ts'
import { exportSources, exportSourcesTo } from '../../src/app/explore/exportSources.ts'
import { listSources } from '../../src/app/explore/listSources.ts'
import { showHistograms } from '../../src/app/explore/showHistograms.ts'
import type { Halley } from '../../src/app/halley.ts'
import { readVoTable } from '../../src/formats/votable/read.ts'
import { readRows } from '../process/processing.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { enterAs } from '../people/people.ts'
import { draw, makeScene, type Scene, withHalley } from '../samples/scene.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
})

const question = { runs: ['lmc', 'smc'], query: 'n_meas >= 2' }

async function listed(halley: Halley, query = question.query) {
  const request = { ...question, query, order: { column: 'id', isDescending: false }, after: null, limit: 1000 }
  const { columns, rows } = valueOf(await listSources(halley, request))
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])))
}

function keyOf(row: Readonly<Record<string, unknown>>): string {
  return `${String(row['run'])} ${Number(row['id'])}`
}

async function bytesOf(halley: Halley, format: SourceExportFormat, columns: readonly string[] = []): Promise<Buffer> {
  return buffer(valueOf(await exportSources(halley, { ...question, format, columns })))
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

test('Parquet, Arrow and CSV have every source of the query once, with the values that the pages show', async () => {
  await withHalley(scene, async (halley) => {
    const wanted = new Map((await listed(halley)).map((row) => [keyOf(row), row]))
    const path = join(folder, 'whole.parquet')
    valueOf(await exportSourcesTo(halley, path, { ...question, format: 'parquet', columns: [] }))
    const arrow = tableFromIPC(await bytesOf(halley, 'arrow'))
    const fromArrow = Array.from({ length: arrow.numRows }, (_, row) => arrow.get(row)?.toJSON() ?? {})
    for (const rows of [await readRows(path), fromArrow]) {
      expect(rows).toHaveLength(wanted.size)
      for (const row of rows) {
        const same = wanted.get(keyOf(row)) ?? {}
        for (const [name, value] of Object.entries(same)) expect(plain(row[name])).toEqual(value)
      }
    }
    const [head, ...lines] = (await bytesOf(halley, 'csv', ['run', 'id', 'name', 'eta_peak'])).toString().trimEnd().split('\n')
    expect(head).toBe('run,id,name,eta_peak')
    expect(lines).toHaveLength(wanted.size)
    for (const line of lines) {
      const [run, id, name, eta] = line.split(',')
      const same = wanted.get(`${run.slice(1, -1)} ${id}`)
      expect(name).toBe(`"${String(same?.['name'])}"`)
      expect(eta === '' ? null : Number(eta)).toBe(same?.['eta_peak'])
    }
  })
})

test('a VOTable has its columns with units, and the same rows', async () => {
  await withHalley(scene, async (halley) => {
    const bytes = await bytesOf(halley, 'votable')
    const table = valueOf(readVoTable('whole.vot', bytes))
    expect(table.rowCount).toBe((await listed(halley)).length)
    expect(table.fields.find(({ name }) => name === 'avg_flux_peak')).toMatchObject({ unit: 'mJy/beam', datatype: 'double' })
  })
})

test('region files have a circle for each source, in the form of DS9 and in that of CARTA', async () => {
  await withHalley(scene, async (halley) => {
    const wanted = (await listed(halley)).length
    const [ds9, crtf] = [(await bytesOf(halley, 'ds9')).toString(), (await bytesOf(halley, 'crtf')).toString()]
    expect(ds9.match(/^circle\([\d.]+,-?[\d.]+,10"\) # text=\{J[\d.]+[+-]\d+.*\}$/gm)).toHaveLength(wanted)
    expect(crtf.startsWith('#CRTFv0')).toBe(true)
    expect(crtf.match(/^circle\[\[[\d.]+deg, -?[\d.]+deg\], 10arcsec\] label="J.*"$/gm)).toHaveLength(wanted)
  })
})

test('a query that nothing fits gives a whole file without rows, in every format', async () => {
  await withHalley(scene, async (halley) => {
    for (const format of sourceExportFormats) {
      const none = { runs: ['lmc'], query: 'n_meas > 1000', format, columns: [] }
      const bytes = await buffer(valueOf(await exportSources(halley, none)))
      expect(bytes.length).toBeGreaterThan(0)
      if (format === 'arrow') expect(tableFromIPC(bytes).numRows).toBe(0)
    }
  })
})

test('a file that is there is left, a wrong query and what one may not see are refused', async () => {
  await withHalley(scene, async (halley) => {
    const path = join(folder, 'there.csv')
    writeFileSync(path, 'mine')
    expect(await exportSourcesTo(halley, path, { ...question, format: 'csv', columns: [] })).toMatchObject({
      fault: { code: 'file.exists' },
    })
    expect(readFileSync(path, 'utf8')).toBe('mine')
    expect(await exportSources(halley, { ...question, query: 'eta >', format: 'csv', columns: [] })).toMatchObject({
      fault: { code: 'query.column' },
    })
    const stranger = await enterAs(halley.store, 'stranger')
    expect(await exportSources(stranger, { ...question, format: 'csv', columns: [] })).toMatchObject({ fault: { code: 'item.notFound' } })
  })
})

test('histograms count each known value once, over all sources and over those of the query, in the bin that it lies in', async () => {
  await withHalley(scene, async (halley) => {
    const { histograms } = valueOf(await showHistograms(halley, { ...question, columns: [...numberColumns] }))
    const [all, some] = [await listed(halley, ''), await listed(halley)]
    for (const { column, edges, all: counts, matching } of histograms) {
      for (const [rows, found] of [[all, counts] as const, [some, matching] as const]) {
        const values = rows.flatMap((row) => (typeof row[column] === 'number' ? [row[column]] : []))
        expect(found.reduce((sum, count) => sum + count, 0)).toBe(values.length)
        const middle = edges[Math.floor(edges.length / 2)]
        const isNear = (value: number) => Math.abs(value - middle) <= 1e-9 * Math.abs(middle)
        const below = values.filter((value) => value < middle && !isNear(value)).length
        const counted = found.slice(0, Math.floor(edges.length / 2)).reduce((sum, count) => sum + count, 0)
        expect(Math.abs(counted - below)).toBeLessThanOrEqual(values.filter(isNear).length)
      }
    }
    expect(histograms.map(({ column }) => column)).toContain('eta_peak')
  })
})

test('the sources of a project are those of its runs, those of a sample its own rows; only one of them can be asked', async () => {
  await withHalley(scene, async (halley) => {
    const request = { runs: [], order: { column: 'id', isDescending: false }, after: null, limit: 1000 }
    const drawn = await draw(halley, { name: 'pair', from: [{ run: 'lmc' }, { run: 'smc' }], where: 'n_meas >= 2' })
    const sampled = valueOf(await listSources(halley, { ...request, sample: 'pair', query: '' }))
    expect(new Set(sampled.rows.map((row) => `${String(row[0])} ${String(row[2])}`))).toEqual(new Set((await listed(halley)).map(keyOf)))
    expect(sampled.rows).toHaveLength(drawn.counts.sources)
    const narrow = valueOf(await listSources(halley, { ...request, sample: 'pair', query: "run = 'smc' and n_meas > 2" }))
    expect(narrow.rows.length).toBe((await listed(halley, "run = 'smc' and n_meas > 2")).length)
    const ofProject = valueOf(await listSources(halley, { ...request, project: halley.projectId, query: 'n_meas >= 2' }))
    expect(ofProject.rows).toHaveLength(sampled.rows.length)
    expect(await listSources(halley, { ...request, runs: ['lmc'], sample: 'pair', query: '' })).toMatchObject({
      fault: { code: 'query.from' },
    })
    const stranger = await enterAs(halley.store, 'other')
    expect(await listSources(stranger, { ...request, sample: 'pair', query: '' })).toMatchObject({ fault: { code: 'item.notFound' } })
  })
})
