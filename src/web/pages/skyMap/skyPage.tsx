import { Button, Group, Stack, Text } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { Footprints, SkyImage } from '../../../app/contract/skyMap.ts'
import { addressOf } from '../../api/callApi.ts'
import { EmptyState } from '../../parts/emptyState.tsx'
import { FaultPanel } from '../../parts/faultPanel.tsx'
import { formatCount } from '../../parts/format.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { formatDec, formatRa } from '../../parts/sexagesimal.ts'
import type { SampThing } from '../../samp/sampThing.ts'
import { SkyChart } from '../../plots/skyChart/skyChart.tsx'
import type { CellCounts } from '../../plots/skyChart/skyCells.ts'
import type { SkyHit } from '../../plots/skyChart/skyHit.ts'
import type { SkyRegion } from '../../plots/skyChart/skyRegions.ts'
import { largestZoom, viewOfRegions, wholeSky, type SkyView } from '../../plots/skyChart/skyView.ts'
import { HereMenu, type Picked } from './hereMenu.tsx'
import { SkyFilters, SkyTools } from './skyControls.tsx'
import { SkyList } from './skyList.tsx'
import classes from './skyPage.module.css'
import { SkyReadout } from './skyReadout.tsx'
import type { SkySearch } from './skySearch.ts'
import { useFootprints, type ShownFootprints } from './useFootprints.ts'
import { useSkySources } from './useSkySources.ts'

const route = getRouteApi('/framed/sky')
const noRuns: readonly string[] = []
const nearestRegionZoom = 600

/** What the address says of the view; it follows the map when that comes to rest. */
function useView(search: SkySearch, set: (change: Partial<SkySearch>) => void) {
  const { ra, dec, zoom, frame = 'icrs' } = search
  const [view, setView] = useState<SkyView>(ra === undefined ? wholeSky(frame, 0) : { raDeg: ra, decDeg: dec ?? 0, zoom: zoom ?? 1 })
  const write = useDebouncedCallback(
    ({ raDeg, decDeg, zoom: factor }: SkyView) =>
      set({ ra: Number(raDeg.toFixed(5)), dec: Number(decDeg.toFixed(5)), zoom: Number(factor.toPrecision(4)) }),
    400,
  )
  const move = useCallback(
    (next: SkyView) => {
      setView(next)
      write(next)
    },
    [write],
  )
  return [view, move] as const
}

function Legend({ cells, total }: { readonly cells: CellCounts | null; readonly total: number | null }) {
  return (
    <Group gap="md" justify="space-between">
      <Text size="sm" role="status">
        {total === null ? ' ' : `${formatCount(total)} ${total === 1 ? 'source' : 'sources'} here`}
      </Text>
      {cells && cells.counts.length > 0 && (
        <span className={classes.legend}>
          1 <span className={classes.ramp} aria-hidden="true" /> {formatCount(Math.max(...cells.counts))} sources in a cell
        </span>
      )}
    </Group>
  )
}

interface SkyProps {
  readonly all: Footprints
  readonly shown: ShownFootprints
  readonly search: SkySearch
  readonly set: (change: Partial<SkySearch>) => void
}

function imagesAt({ regions }: ShownFootprints, hit: SkyHit | null): readonly SkyImage[] {
  return regions.filter(({ id }) => hit?.regionIds.includes(id)).flatMap(({ images }) => images)
}

function thingsOf({ raDeg, decDeg }: SkyView, run: readonly string[], q: string): readonly SampThing[] {
  const address = addressOf('exportSources', { query: { run, q, format: 'votable' } })
  const words = `${formatRa(raDeg)} ${formatDec(decDeg)}`
  return [
    { kind: 'table', name: q === '' ? 'Sources' : `Sources that ${q}`, address },
    { kind: 'position', name: `Position ${words}`, raDeg, decDeg },
  ]
}

function Sky({ all, shown, search, set }: SkyProps) {
  const { frame = 'icrs', run = noRuns, q = '', list = 'runs' } = search
  const navigate = useNavigate()
  const [view, move] = useView(search, set)
  const [hit, setHit] = useState<SkyHit | null>(null)
  const [picked, setPicked] = useState<Picked | null>(null)
  const { counts, points, cells, fault } = useSkySources(view, run, q)
  const isOfQuery = fault?.code.startsWith('query.') === true
  const show = useCallback(
    (regions: readonly SkyRegion<SkyImage>[]) => {
      const next = viewOfRegions(regions)
      move({ ...next, zoom: Math.min(next.zoom, nearestRegionZoom) })
    },
    [move],
  )
  const pointed = useMemo(() => new Set([...(hit?.regionIds ?? []), ...(hit?.pointId ? [hit.pointId] : [])]), [hit])
  const source = points.find(({ id }) => id === hit?.pointId)
  const pick = (found: SkyHit, at: readonly [number, number]) => {
    const point = points.find(({ id }) => id === found.pointId)
    if (point) void navigate({ to: '/runs/$run/sources/$source', params: { run: point.run, source: point.source } })
    else setPicked({ hit: found, at, images: imagesAt(shown, found), radiusArcmin: Math.min(600, Math.max(0.2, 1800 / view.zoom)) })
  }
  return (
    <Stack gap="md">
      <SkyFilters
        names={all.runs.map(({ name }) => name)}
        run={run}
        onRun={(next) => set({ run: next.length > 0 ? next : undefined })}
        value={q}
        fault={isOfQuery ? fault : null}
        onChange={(next) => set({ q: next || undefined })}
      />
      {fault && !isOfQuery && <FaultPanel fault={fault} />}
      <div className={classes.columns}>
        <Stack gap="xs">
          <SkyTools
            frame={frame}
            onFrame={(next) => set({ frame: next === 'icrs' ? undefined : next })}
            onZoom={(factor) => move({ ...view, zoom: Math.max(1, Math.min(largestZoom, view.zoom * factor)) })}
            onWhole={(lonDeg) => move(wholeSky(frame, lonDeg))}
            things={thingsOf(view, run, q)}
          />
          <SkyChart
            label={`Map of ${formatCount(shown.regions.length)} regions and the sources of ${formatCount(shown.runs.length)} runs`}
            frame={frame}
            view={view}
            onView={move}
            regions={shown.regions}
            cells={cells}
            points={points}
            pointed={pointed}
            onHover={setHit}
            onPick={pick}
            origin={`Runs ${shown.runs.map(({ name, version }) => `${name} v${version}`).join(', ')}${q ? `, sources where ${q}` : ''}`}
          />
          <Legend cells={cells} total={counts?.total ?? null} />
          <SkyReadout hit={hit} images={imagesAt(shown, hit)} all={all} cells={cells} source={source?.words ?? null} />
        </Stack>
        <SkyList kind={list} onKind={(kind) => set({ list: kind })} all={all} shown={shown} pointed={pointed} onShow={show} />
      </div>
      <HereMenu picked={picked} all={all} onClose={() => setPicked(null)} />
    </Stack>
  )
}

/** Everything that the user may see, on the sky: runs and images by their footprints, sources as points or by how many there are. */
export function SkyPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = useCallback(
    (change: Partial<SkySearch>) => void navigate({ search: (now) => ({ ...now, ...change }), replace: true }),
    [navigate],
  )
  const { query, shown } = useFootprints(search.run ?? noRuns)
  return (
    <Page title="Sky">
      <Loaded query={query}>
        {(all) =>
          all.runs.length === 0 ? (
            <EmptyState
              title="Nothing is on the sky yet"
              action={
                <Button component={Link} to="/runs/new">
                  New run
                </Button>
              }
            >
              Runs that have been processed appear here with the footprints of their images and their sources.
            </EmptyState>
          ) : (
            shown && <Sky all={all} shown={shown} search={search} set={set} />
          )
        }
      </Loaded>
    </Page>
  )
}
