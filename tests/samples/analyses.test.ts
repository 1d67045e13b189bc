import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { AnalysisChoice } from '../../src/app/analyses/analysisRequest.ts'
import { listAnalyses, showAnalysis } from '../../src/app/analyses/listAnalyses.ts'
import { runAnalysis, submitAnalysis } from '../../src/app/analyses/runAnalysis.ts'
import { etaVParametersSchema } from '../../src/app/contract/etaVParameters.ts'
import { exportDrawn } from '../../src/app/drawn/exportDrawn.ts'
import type { Halley } from '../../src/app/halley.ts'
import { runWorker } from '../../src/app/operations/runWorker.ts'
import { readDetections, readRows, readTable, type Row } from '../process/processing.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { draw, filesOf, following, makeScene, purgeEntry, type Scene, trashRun, withHalley } from './scene.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
})

/** Sources of the scene are few: thresholds that some of them pass. */
const lenient = { minSources: 10, etaSigma: 0.5, vSigma: 0.5 }

function choice(name: string, of: AnalysisChoice['of'], changes: object = {}): AnalysisChoice {
  return { name, of, parameters: etaVParametersSchema.parse({ ...lenient, ...changes }) }
}

async function analyse(halley: Halley, ...args: Parameters<typeof choice>) {
  return valueOf(await runAnalysis(halley, choice(...args), following()))
}

/** Whose a row is. */
function own(row: Row): unknown[] {
  return [row['run'], row['version'], row['id'], row['name'], row['wavg_ra'], row['wavg_dec']]
}

test('an analysis has every source of its run with its input, and the candidates above both thresholds', async () => {
  await withHalley(scene, async (halley) => {
    const { id, eta, v, counts } = await analyse(halley, 'lmc eta-V', { run: 'lmc' })
    const points = await readTable(halley.store.paths.analysis(id), 'points')
    const sources = await readTable(join(scene.home, 'runs', 'lmc'), 'sources')
    const input = sources.map((row) => ({ id: row['id'], n_meas: row['n_meas'], eta: row['eta_peak'], v: row['v_peak'], new: row['new'] }))
    expect(points.map((row) => ({ id: row['id'], n_meas: row['n_meas'], eta: row['eta'], v: row['v'], new: row['new'] }))).toEqual(input)
    for (const { eta: ownEta, v: ownV, used, candidate, n_meas: datapoints } of points) {
      expect(used).toBe(Number(datapoints) >= 2 && Number(ownEta) > 0 && Number(ownV) > 0)
      expect(candidate).toBe(used === true && Number(ownEta) > eta.threshold && Number(ownV) > v.threshold)
    }
    const candidates = points.filter(({ candidate }) => candidate)
    expect(candidates.length).toBeGreaterThan(0)
    expect(counts).toEqual({ sources: sources.length, used: points.filter(({ used }) => used).length, candidates: candidates.length })
    const shown = valueOf(await showAnalysis(halley, 'lmc eta-V'))
    expect(shown.candidates.map((one) => one.id)).toEqual(candidates.map((row) => Number(row['id'])).toSorted((a, b) => a - b))
    expect(shown).toMatchObject({ of: { kind: 'run', name: 'lmc', version: 1 }, eta, v, counts, origin: { remark: '' } })
  })
})

test('an analysis of a sample is one of its own rows, in integrated flux densities where they are asked for', async () => {
  await withHalley(scene, async (halley) => {
    const { id: sampleId } = await draw(halley, { name: 'both', from: [{ run: 'lmc' }, { run: 'smc' }], where: 'n_meas >= 2' })
    const { id } = await analyse(halley, 'of both', { sample: 'both' }, { fluxType: 'int', fit: 'trap' })
    const points = await readTable(halley.store.paths.analysis(id), 'points')
    const sources = await readTable(halley.store.paths.sample(sampleId), 'sources')
    expect(points.map(own)).toEqual(sources.map(own))
    expect(points.map((row) => row['eta'])).toEqual(sources.map((row) => row['eta_int']))
    const document: unknown = JSON.parse(readFileSync(join(halley.store.paths.analysis(id), 'analysis.json'), 'utf8'))
    expect(document).toMatchObject({
      method: 'etaV',
      parameters: { fluxType: 'int', fit: 'trap' },
      of: { kind: 'sample', id: sampleId, name: 'both' },
      columns: { eta: 'eta_int', v: 'v_int', datapoints: 'n_meas' },
    })
  })
})

/** Eta and V of two points or more by their definitions. */
function measuresOf(points: readonly (readonly [flux: number, err: number])[]): readonly [eta: number, v: number] {
  const mean = points.reduce((sum, [flux]) => sum + flux, 0) / points.length
  const weights = points.reduce((sum, [, err]) => sum + 1 / err ** 2, 0)
  const weighted = points.reduce((sum, [flux, err]) => sum + flux / err ** 2, 0) / weights
  const chi2 = points.reduce((sum, [flux, err]) => sum + ((flux - weighted) / err) ** 2, 0)
  const squares = points.reduce((sum, [flux]) => sum + (flux - mean) ** 2, 0)
  return [chi2 / (points.length - 1), Math.sqrt(squares / (points.length - 1)) / mean]
}

test('without forced fits eta and V are those of the detections alone', async () => {
  await withHalley(scene, async (halley) => {
    const { id } = await analyse(halley, 'detections', { run: 'lmc' }, { useForced: false })
    const directory = join(scene.home, 'runs', 'lmc')
    const detections = new Map((await readDetections(directory)).map((row): [unknown, Row] => [row['id'], row]))
    const curves = Map.groupBy(await readTable(directory, 'associations'), (row) => row['source_id'])
    const points = await readTable(halley.store.paths.analysis(id), 'points')
    expect(points.some((row) => row['n_meas'] !== row['n_meas_sel'])).toBe(true)
    for (const row of points) {
      const curve = (curves.get(row['id']) ?? []).flatMap(({ meas_id: measurement }): readonly Row[] => {
        const detection = detections.get(measurement)
        return detection ? [detection] : []
      })
      expect(curve).toHaveLength(Number(row['n_meas_sel']))
      const [eta, v] = measuresOf(curve.map((one) => [Number(one['flux_peak']), Number(one['flux_peak_err'])]))
      if (curve.length < 2) expect([row['eta'] ?? null, row['v'] ?? null, row['used']]).toEqual([null, null, false])
      else expect([row['eta'], row['v']]).toEqual([expect.closeTo(eta, 8), expect.closeTo(v, 10)])
    }
  })
})

test('where there are no forced fits, leaving them out changes no bit, in a run or in a sample', async () => {
  await withHalley(scene, async (halley) => {
    await draw(halley, { name: 'smc', from: [{ run: 'smc' }] })
    const tables = []
    const subjects = [
      ['run', { run: 'smc' }],
      ['sample', { sample: 'smc' }],
    ] as const
    for (const [name, of] of subjects) {
      for (const useForced of [true, false]) {
        const { id } = await analyse(halley, `${name} ${useForced}`, of, { useForced, fluxType: 'int' })
        tables.push(filesOf(halley.store.paths.analysis(id))['points.parquet'])
      }
    }
    expect(new Set(tables).size).toBe(1)
  })
})

test('equal input gives equal bytes', async () => {
  await withHalley(scene, async (halley) => {
    const [first, second] = [await analyse(halley, 'once', { run: 'smc' }), await analyse(halley, 'twice', { run: 'smc', version: 1 })]
    const { 'manifest.json': _one, ...files } = filesOf(halley.store.paths.analysis(first.id))
    const { 'manifest.json': _two, ...same } = filesOf(halley.store.paths.analysis(second.id))
    expect(Object.keys(files)).toEqual(['analysis.json', 'eta-v.svg', 'points.parquet'])
    expect(files).toEqual(same)
  })
})

test('what cannot be analysed is refused', async () => {
  await withHalley(scene, async (halley) => {
    const codeOf = async (...args: Parameters<typeof choice>) => {
      const outcome = await runAnalysis(halley, choice(...args), following())
      return outcome.ok ? 'made' : outcome.fault.code
    }
    expect(await codeOf('once', { run: 'smc' })).toBe('name.taken')
    expect(await codeOf('x', { run: 'nobody' })).toBe('item.notFound')
    expect(await codeOf('x', { sample: 'nothing' })).toBe('item.notFound')
    expect(await codeOf('x', { run: 'lmc', version: 4 })).toBe('version.unknown')
    expect(await codeOf('x', { run: 'lmc' }, { minSources: 100_000 })).toBe('analysis.tooFew')
    expect(await halley.store.catalogue.selectFrom('uses').selectAll().execute()).toEqual([])
  })
})

test('a worker makes what was asked for', async () => {
  await withHalley(scene, async (halley) => {
    valueOf(await submitAnalysis(halley, choice('by a worker', { run: 'lmc' })))
    const { signal } = new AbortController()
    await runWorker(halley, { once: true, pollMs: 10, queues: ['analysis'], signal, tell: () => {} })
    expect(valueOf(await listAnalyses(halley)).map(({ name }) => name)).toContain('by a worker')
  })
})

test('an export has the files of the store, or tables as CSV, in a folder that was empty', async () => {
  await withHalley(scene, async (halley) => {
    const { id } = await analyse(halley, 'exported', { run: 'lmc' })
    const { signal } = new AbortController()
    const [to, csv] = [join(folder, 'parquet'), join(folder, 'csv')]
    valueOf(await exportDrawn(halley, 'analysis', 'exported', { to, asCsv: false, signal }))
    expect(filesOf(to)).toEqual(filesOf(halley.store.paths.analysis(id)))
    const { files } = valueOf(await exportDrawn(halley, 'analysis', 'exported', { to: csv, asCsv: true, signal }))
    expect(files.map(({ path }) => path)).toEqual([join(csv, 'analysis.json'), join(csv, 'eta-v.svg'), join(csv, 'points.csv')])
    const [header, ...lines] = readFileSync(join(csv, 'points.csv'), 'utf8').trimEnd().split('\n')
    expect(header).toBe('run,version,id,name,wavg_ra,wavg_dec,n_meas,n_meas_sel,new,eta,v,used,candidate')
    expect(lines).toHaveLength((await readRows(join(to, 'points.parquet'))).length)
    const refused = await exportDrawn(halley, 'analysis', 'exported', { to: csv, asCsv: true, signal })
    expect(refused).toMatchObject({ ok: false, fault: { code: 'directory.notEmpty' } })
    const stopped = await exportDrawn(halley, 'analysis', 'exported', { to: join(folder, 'no'), asCsv: true, signal: AbortSignal.abort() })
    expect(stopped).toMatchObject({ ok: false, fault: { code: 'interrupted' } })
    expect(readdirSync(folder)).not.toContain('no')
  })
})

test('an analysis outlives its run, byte for byte: in Trash it is marked, purged it stays', async () => {
  await withHalley(scene, async (halley) => {
    const { id } = await analyse(halley, 'survivor', { run: 'smc' })
    const before = filesOf(halley.store.paths.analysis(id))
    const entryId = await trashRun(halley, 'smc')
    const listed = valueOf(await listAnalyses(halley)).find(({ name }) => name === 'survivor')
    expect(listed).toMatchObject({ of: { kind: 'run', name: 'smc' }, origin: { where: 'trashed', remark: 'its run is in Trash' } })
    await purgeEntry(halley, entryId)
    expect(valueOf(await showAnalysis(halley, 'survivor')).origin).toMatchObject({ where: 'purged', remark: 'its run was deleted' })
    expect(filesOf(halley.store.paths.analysis(id))).toEqual(before)
  })
})
