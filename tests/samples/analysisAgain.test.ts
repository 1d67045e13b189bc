import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import saxes from 'saxes'
import { beforeAll, expect, test } from 'vitest'
import type { AnalysisChoice } from '../../src/app/analyses/analysisRequest.ts'
import { analysisReport, writeReport } from '../../src/app/analyses/analysisReport.ts'
import { showAnalysis } from '../../src/app/analyses/listAnalyses.ts'
import { rerunAnalysis } from '../../src/app/analyses/rerunAnalysis.ts'
import { runAnalysis } from '../../src/app/analyses/runAnalysis.ts'
import { etaVParametersSchema } from '../../src/app/contract/etaVParameters.ts'
import type { Halley } from '../../src/app/halley.ts'
import { readTable } from '../process/processing.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { draw, filesOf, following, makeScene, purgeEntry, type Scene, trashRun, withHalley } from './scene.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
})

const lenient = { minSources: 5, etaSigma: 0.5, vSigma: 0.5 }

async function analyse(halley: Halley, name: string, of: AnalysisChoice['of'], changes: object = {}) {
  const parameters = etaVParametersSchema.parse({ ...lenient, ...changes })
  return valueOf(await runAnalysis(halley, { name, of, parameters }, following()))
}

test('made again, an analysis of a run, of a query and of a sample has the same bytes in every file, whatever its cut', async () => {
  await withHalley(scene, async (halley) => {
    await draw(halley, { name: 'both', from: [{ run: 'lmc' }, { run: 'smc' }] })
    await analyse(halley, 'of run', { run: 'lmc' })
    await analyse(halley, 'of query', { run: 'lmc', query: 'n_meas >= 2 and max_flux_peak > 1' }, { fit: 'trap' })
    await analyse(halley, 'of sample', { sample: 'both' }, { fluxType: 'int', cut: 'discovery', rate: 0.1 })
    await analyse(halley, 'of detections', { run: 'smc' }, { useForced: false })
    for (const name of ['of run', 'of query', 'of sample', 'of detections']) {
      const rerun = valueOf(await rerunAnalysis(halley, name, following()))
      expect(rerun.files.map((file) => [file.name, file.isSame])).toEqual([
        ['analysis.json', true],
        ['eta-v.svg', true],
        ['points.parquet', true],
      ])
      expect(rerun).toMatchObject({ isSame: true, isSameInput: true })
    }
  })
})

test('an analysis of a query has only those sources that the query is true of', async () => {
  await withHalley(scene, async (halley) => {
    const shown = valueOf(await showAnalysis(halley, 'of query'))
    expect(shown.of).toMatchObject({ kind: 'run', name: 'lmc', query: 'n_meas >= 2 and max_flux_peak > 1' })
    const points = await readTable(halley.store.paths.analysis(shown.id), 'points')
    const sources = await readTable(join(scene.home, 'runs', 'lmc'), 'sources')
    const wanted = sources.filter((row) => Number(row['n_meas']) >= 2 && Number(row['max_flux_peak']) > 1)
    expect(points.map((row) => row['id'])).toEqual(wanted.map((row) => row['id']))
    expect(points.length).toBeLessThan(sources.length)
  })
})

test('at a rate of false discoveries the candidates are those with the smallest p-values, and a share of them is expected to be false', async () => {
  await withHalley(scene, async (halley) => {
    const few = await analyse(halley, 'few', { run: 'lmc' }, { cut: 'discovery', rate: 0.001 })
    const many = await analyse(halley, 'many', { run: 'lmc' }, { cut: 'discovery', rate: 0.5 })
    expect(many.counts.candidates).toBeGreaterThanOrEqual(few.counts.candidates)
    expect(many.found.expected).toEqual({ byGaussians: null, byChiSquared: 0.5 * many.counts.candidates })
    const all = new Set(valueOf(await showAnalysis(halley, 'many')).candidates.map(({ id }) => id))
    for (const { id } of valueOf(await showAnalysis(halley, 'few')).candidates) expect(all.has(id)).toBe(true)
  })
})

/** Every attribute that could make a reader fetch something, and every element. */
function partsOf(html: string): { readonly elements: Set<string>; readonly links: string[] } {
  const [elements, links]: [Set<string>, string[]] = [new Set(), []]
  const parser = new saxes.SaxesParser()
  const voids = /<(meta|link|img|br|hr|input)\b([^>]*?)\/?>/g
  parser.on('opentag', ({ name, attributes }) => {
    elements.add(name)
    for (const attribute of ['href', 'src', 'srcset', 'action', 'data', 'xlink:href', 'style', 'onload', 'onclick']) {
      if (attribute in attributes) links.push(`${name} ${attribute}`)
    }
  })
  parser.write(html.replace('<!doctype html>', '').replace(voids, '<$1$2/>')).close()
  return { elements, links }
}

test('a report is one page: no script, nothing from elsewhere, the figure and every candidate within, texts of users as text', async () => {
  await withHalley(scene, async (halley) => {
    const hostile = '<img src=x onerror=alert(1)> & "so"'
    const { counts } = await analyse(halley, hostile, { run: 'lmc' })
    const { html } = valueOf(await analysisReport(halley, hostile))
    const { elements, links } = partsOf(html)
    expect(links).toEqual([])
    for (const element of ['script', 'link', 'img', 'iframe', 'object', 'image', 'use', 'a']) expect(elements.has(element)).toBe(false)
    expect(html).not.toMatch(/url\(|@import|https?:\/\/(?!www\.w3\.org\/2000\/svg")/)
    expect(elements.has('svg')).toBe(true)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;so&quot;')
    for (const { name } of valueOf(await showAnalysis(halley, hostile)).candidates) expect(html).toContain(name)
    expect(counts.candidates).toBeGreaterThan(0)
    expect(valueOf(await analysisReport(halley, hostile)).html).toBe(html)
    const out = join(folder, 'report.html')
    valueOf(await writeReport(halley, hostile, out))
    expect(readFileSync(out, 'utf8')).toBe(html)
    expect(await writeReport(halley, hostile, out)).toMatchObject({ ok: false, fault: { code: 'file.exists' } })
  })
})

test('where what it was made of is in Trash or gone, a rerun says so, and the analysis stays as it is', async () => {
  await withHalley(scene, async (halley) => {
    const { id } = await analyse(halley, 'survivor', { run: 'smc' })
    const before = filesOf(halley.store.paths.analysis(id))
    const entry = await trashRun(halley, 'smc')
    const trashed = await rerunAnalysis(halley, 'survivor', following())
    expect(trashed).toMatchObject({
      ok: false,
      fault: { code: 'analysis.originGone', message: expect.stringContaining('its run is in Trash') },
    })
    await purgeEntry(halley, entry)
    const purged = await rerunAnalysis(halley, 'survivor', following())
    expect(purged).toMatchObject({ ok: false, fault: { message: expect.stringContaining('its run was deleted') } })
    expect(filesOf(halley.store.paths.analysis(id))).toEqual(before)
    expect(existsSync(halley.store.paths.analysis(id))).toBe(true)
  })
})
