import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { finestOrder, type SourceDensity } from '../../../app/contract/skyMap.ts'
import type { SourcesPage } from '../../../app/contract/sources.ts'
import { useApi } from '../../api/useApi.ts'
import type { SkyPoint } from '../../plots/skyChart/drawSky.ts'
import { orderOfCells } from '../../plots/skyChart/skyCells.ts'
import type { SkyView } from '../../plots/skyChart/skyView.ts'

/** So many are shown one by one. */
const mostPoints = 1000

/** About what a chart has of a degree at the whole sky. */
const wholePixelsPerDeg = 2.6

const cellPx = 9

/** From here on to half of the sky, all of it is asked for. */
const widestConeDeg = 60

/** A source, and where its page is. */
export interface SkySource extends SkyPoint {
  readonly run: string
  readonly source: string
}

/** The part of the sky around a view, a little more than it shows, such that small moves ask for nothing new. */
function coneOf({ raDeg, decDeg, zoom }: SkyView): string | null {
  const radius = 2 ** Math.ceil(Math.log2(240 / zoom))
  if (radius > widestConeDeg) return null
  const step = radius / 8
  const dec = Math.max(-90, Math.min(90, Math.round(decDeg / step) * step))
  const raStep = step / Math.max(0.05, Math.cos((dec * Math.PI) / 180))
  const ra = (Math.round(raDeg / raStep) * raStep) % 360
  return `cone(${ra.toFixed(6)}, ${dec.toFixed(6)}, ${(radius * 1.2).toFixed(6)} deg)`
}

function within(q: string, cone: string | null): string {
  if (cone === null) return q
  return q.trim() === '' ? cone : `(${q}) and ${cone}`
}

function pointsOf({ columns, rows }: SourcesPage): readonly SkySource[] {
  const at = new Map(columns.map(({ name }, index) => [name, index]))
  return rows.map((row) => {
    const cell = (name: string) => row[at.get(name) ?? -1] ?? null
    const [run, source] = [String(cell('run')), String(cell('id'))]
    return {
      id: `${run} ${source}`,
      words: String(cell('name')),
      run,
      source,
      raDeg: Number(cell('wavg_ra')),
      decDeg: Number(cell('wavg_dec')),
    }
  })
}

/** The sources of a view: one by one where they are few, by cell where they are many. */
export function useSkySources(view: SkyView, run: readonly string[], q: string) {
  const cone = coneOf(view)
  const order = orderOfCells(wholePixelsPerDeg * view.zoom, cellPx, finestOrder)
  const wanted = useMemo(() => ({ q: within(q, cone), order, run }), [q, cone, order, run])
  const [asked] = useDebouncedValue(wanted, 150)
  const density = useApi('countOnSky', { query: asked })
  const counts: SourceDensity | null = density.error ? null : (density.data ?? null)
  const areFew = counts !== null && counts.total <= mostPoints
  const page = useApi('listSources', { query: { run: asked.run, q: asked.q, limit: mostPoints } }, { enabled: areFew && counts.total > 0 })
  const points = useMemo(() => (areFew && counts.total > 0 && page.data ? pointsOf(page.data) : []), [areFew, counts, page.data])
  return { counts, points, cells: points.length > 0 || counts?.total === 0 ? null : counts, fault: density.error }
}
