import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countSources, listSources } from '../src/app/explore/listSources.ts'
import { showHistograms } from '../src/app/explore/showHistograms.ts'
import { showSource } from '../src/app/explore/showSource.ts'
import { closeHalley, openHalley, type Halley } from '../src/app/halley.ts'
import { expectValue } from './detections.ts'
import { exploreTables } from './exploreTables.ts'
import { measureQ3c } from './exploreQ3c.ts'
import { count, printTable, type Target } from './report.ts'
import { makeRunWith, measurementsPerSource } from './sizedRun.ts'

const sources = 1_000_000
const repeats = 21
const run = 'survey'
const order = { column: 'eta_peak', isDescending: true }
const filtered = (repeat: number) => `n_meas >= 3 and eta_peak > ${2 + repeat / 100} and not new`

interface Timed {
  readonly what: string
  readonly medianMs: number
  readonly worstMs: number
  readonly targetMs: number | null
}

interface Asked {
  readonly what: string
  readonly targetMs: number | null
  readonly ask: (repeat: number) => Promise<unknown>
}

async function time({ what, targetMs, ask }: Asked): Promise<Timed> {
  const tookMs: number[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now()
    await ask(repeat)
    tookMs.push(performance.now() - start)
  }
  tookMs.sort((a, b) => a - b)
  return { what, targetMs, medianMs: tookMs[repeats >> 1] ?? 0, worstMs: tookMs.at(-1) ?? 0 }
}

/** The same cones all over the sky at each run of the bench. */
function cone(repeat: number): string {
  return `cone(${(repeat * 137.508) % 360}, ${Math.round(160 * ((repeat * 0.618) % 1) - 80)}, 30 arcmin)`
}

async function pageAfter(halley: Halley): Promise<string | null> {
  const first = { runs: [run], query: 'n_meas >= 3', order, after: null, limit: 1000 }
  return expectValue(await listSources(halley, first)).next
}

function questions(halley: Halley, after: string | null): readonly Asked[] {
  const page = (query: string, from: string | null) => listSources(halley, { runs: [run], query, order, after: from, limit: 100 })
  return [
    { what: 'first page, filtered and sorted', targetMs: 300, ask: async (repeat) => expectValue(await page(filtered(repeat), null)) },
    { what: 'page further down', targetMs: 300, ask: async () => expectValue(await page('n_meas >= 3', after)) },
    {
      what: 'count',
      targetMs: 150,
      ask: async (repeat) => expectValue(await countSources(halley, { runs: [run], query: filtered(repeat) })),
    },
    { what: 'cone of 30 arcmin, first page', targetMs: 50, ask: async (repeat) => expectValue(await page(cone(repeat), null)) },
    {
      what: 'histograms of four columns',
      targetMs: null,
      ask: async (repeat) =>
        expectValue(
          await showHistograms(halley, { runs: [run], query: filtered(repeat), columns: ['eta_peak', 'v_peak', 'eta_int', 'v_int'] }),
        ),
    },
    {
      what: 'source with its light curve',
      targetMs: 50,
      ask: async (repeat) => expectValue(await showSource(halley, { run, source: 1000 + repeat * 45_677, version: undefined })),
    },
  ]
}

function targetOf({ what, medianMs, targetMs }: Timed): Target[] {
  if (targetMs === null) return []
  return [{ what: `Explore: ${what}`, wanted: `< ${targetMs} ms`, measured: `${medianMs.toFixed(0)} ms`, isMet: medianMs < targetMs }]
}

async function measure(halley: Halley, withQ3c: boolean): Promise<Target[]> {
  await makeRunWith(halley, run, sources, exploreTables)
  const timed: Timed[] = []
  for (const asked of questions(halley, await pageAfter(halley))) timed.push(await time(asked))
  const beside = withQ3c ? await measureQ3c(halley, run, { repeats, filtered, cone }) : null
  printTable(
    `A run of ${count(sources)} sources and ${count(sources * measurementsPerSource)} measurements`,
    ['', 'median, ms', 'longest, ms', ...(beside ? ['PostgreSQL + Q3C, ms'] : [])],
    timed.map(({ what, medianMs, worstMs }) => {
      const row = [what, medianMs.toFixed(0), worstMs.toFixed(0)]
      return beside ? [...row, beside.get(what)?.toFixed(0) ?? ''] : row
    }),
  )
  return timed.flatMap(targetOf)
}

/** Times what the pages that explore a large run ask, beside PostgreSQL with Q3C where that is asked for. */
export async function benchExplore({ q3c }: { readonly q3c: boolean }): Promise<Target[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-bench-'))
  const halley = expectValue(await openHalley({ environment: {}, home: join(folder, 'home') }))
  try {
    return await measure(halley, q3c)
  } finally {
    await closeHalley(halley)
    rmSync(folder, { recursive: true, force: true })
  }
}
