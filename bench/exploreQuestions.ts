import { buffer } from 'node:stream/consumers'
import { etaVPoints } from '../src/app/analyses/etaVPoints.ts'
import type { NumberColumn } from '../src/app/contract/sourceColumns.ts'
import type { SourcesPage } from '../src/app/contract/sources.ts'
import { countSources, listSources } from '../src/app/explore/listSources.ts'
import { showHistograms } from '../src/app/explore/showHistograms.ts'
import { showSource } from '../src/app/explore/showSource.ts'
import type { Halley } from '../src/app/halley.ts'
import { EtaVDecoder } from '../src/charts/etaVStream.ts'
import { expectValue } from './detections.ts'

/** What an answer says, such as the ids of its rows in their order: equal where two databases agree. */
export type Answer = readonly (number | string)[]

/** A question of a page that explores a run, asked again and again with other values. */
export interface Question {
  readonly what: string
  readonly targetMs: number | null
  /** Asks it. What the answer says is worked out afterwards, where it is wanted. */
  readonly ask: (repeat: number) => Promise<() => Answer>
}

/** Where the page that lies further down begins: behind this source. */
export interface PageStart {
  readonly after: string | null
  readonly etaPeak: number
  readonly id: number
}

export const histogramColumns: readonly NumberColumn[] = ['eta_peak', 'v_peak', 'eta_int', 'v_int']

/** A column of the sources by which the database beside Halley has no index: any column sorts. */
export const columnWithoutIndex = 'v_int'

const order = { column: 'eta_peak', isDescending: true }
const pageRows = 100
const furtherDown = 1000

/** The condition of a question, which is SQL as it stands but for `new`. */
export function filteredBy(repeat: number): string {
  return `n_meas >= 3 and eta_peak > ${2 + repeat / 100} and not new`
}

/** The condition of the page further down. */
export const furtherQuery = 'n_meas >= 3'

/** Cones all over the sky, the same at each run of the bench. */
export function coneOf(repeat: number): string {
  return `cone(${(repeat * 137.508) % 360}, ${Math.round(160 * ((repeat * 0.618) % 1) - 80)}, 30 arcmin)`
}

/** A source, another at each repeat. */
export function sourceOf(repeat: number): number {
  return 1000 + repeat * 45_677
}

function columnOf({ columns, rows }: SourcesPage, name: string): Answer {
  const at = columns.findIndex((column) => column.name === name)
  return rows.map((row) => Number(row[at]))
}

/** Asks for the first thousand rows. */
export async function furtherPageStart(halley: Halley, run: string): Promise<PageStart> {
  const first = expectValue(await listSources(halley, { runs: [run], query: furtherQuery, order, after: null, limit: furtherDown }))
  const [etaPeak, id] = ['eta_peak', 'id'].map((name) => Number(columnOf(first, name).at(-1)))
  return { after: first.next, etaPeak, id }
}

/** Ids of the points that came, summed: the order of points is not asked for. */
function pointsOf(bytes: Uint8Array): Answer {
  let [count, ids] = [0, 0]
  const decoder = new EtaVDecoder({
    onHead: () => {},
    onBlock: ({ id }) => {
      count += id.length
      ids = id.reduce((sum, each) => sum + each, ids)
    },
    onEnd: () => {},
  })
  decoder.push(bytes)
  return [count, ids]
}

/** What the pages of a run ask, through the use cases that they call. */
export function exploreQuestions(halley: Halley, run: string, { after }: PageStart): readonly Question[] {
  const page = async (query: string, from: string | null, column = order.column) => {
    const asked = { runs: [run], query, order: { ...order, column }, after: from, limit: pageRows }
    const found = expectValue(await listSources(halley, asked))
    return () => columnOf(found, 'id')
  }
  return [
    { what: 'first page, filtered and sorted', targetMs: 300, ask: (repeat) => page(filteredBy(repeat), null) },
    {
      what: 'first page, sorted by a column without an index there',
      targetMs: 300,
      ask: (repeat) => page(filteredBy(repeat), null, columnWithoutIndex),
    },
    { what: 'page further down', targetMs: 300, ask: () => page(furtherQuery, after) },
    {
      what: 'count',
      targetMs: 150,
      async ask(repeat) {
        const { count } = expectValue(await countSources(halley, { runs: [run], query: filteredBy(repeat) }))
        return () => [count]
      },
    },
    { what: 'cone of 30 arcmin, first page', targetMs: 50, ask: (repeat) => page(coneOf(repeat), null) },
    {
      what: 'histograms of four columns',
      targetMs: null,
      async ask(repeat) {
        const shown = expectValue(await showHistograms(halley, { runs: [run], query: filteredBy(repeat), columns: histogramColumns }))
        return () => shown.histograms.flatMap(({ matching }) => matching)
      },
    },
    {
      what: 'source with its light curve',
      targetMs: 50,
      async ask(repeat) {
        const { measurements } = expectValue(await showSource(halley, { run, source: sourceOf(repeat), version: undefined }))
        return () => measurements.flatMap(({ id, timeUtc, peakMjy }) => [id, timeUtc, peakMjy])
      },
    },
    {
      what: 'eta and V of all sources, with their ids',
      targetMs: null,
      async ask() {
        const question = { runs: [run], query: '', flux: 'peak', minDatapoints: 2, isFitted: false } as const
        const bytes = await buffer(expectValue(await etaVPoints(halley, question)))
        return () => pointsOf(bytes)
      },
    },
  ]
}
