import { Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { RunImageView } from '../../../../app/contract/runContents.ts'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { useApi } from '../../../api/useApi.ts'
import { Coordinates } from '../../../parts/coordinates.tsx'
import { Loaded } from '../../../parts/loaded.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { formatDec, formatRa } from '../../../parts/sexagesimal.ts'
import { SkyChart } from '../../../plots/skyChart/skyChart.tsx'
import { skyRegions, type SkyRegion } from '../../../plots/skyChart/skyRegions.ts'
import { viewOfRegions, type SkyView } from '../../../plots/skyChart/skyView.ts'
import { useRunAddress } from '../useRunAddress.ts'
import classes from './regions.module.css'

function daysOf({ images }: SkyRegion<RunImageView>): string {
  const [first, last] = [images[0], images.at(-1)]
  if (!first || !last) return ''
  const [from, to] = [first.timeUtc.slice(0, 10), last.timeUtc.slice(0, 10)]
  return from === to ? from : `${from} to ${to}`
}

function Regions({ images, origin }: { readonly images: readonly RunImageView[]; readonly origin: string }) {
  const regions = useMemo(() => skyRegions(images), [images])
  const [pointed, setPointed] = useState<string | null>(null)
  const [moved, setMoved] = useState<SkyView | null>(null)
  const whole = useMemo(() => viewOfRegions(regions), [regions])
  const isPointed = useMemo(() => new Set(pointed === null ? [] : [pointed]), [pointed])
  if (regions.length === 0) return <Text c="dimmed">The images say nothing of where they are on the sky.</Text>
  return (
    <>
      <SkyChart
        label={`Map of ${regions.length} sky ${regions.length === 1 ? 'region' : 'regions'} around ${formatRa(whole.raDeg)} ${formatDec(whole.decDeg)}`}
        frame="icrs"
        view={moved ?? whole}
        onView={setMoved}
        regions={regions}
        pointed={isPointed}
        onHover={(hit) => setPointed(hit?.regionIds[0] ?? null)}
        origin={origin}
      />
      <ul className={classes.list} aria-label="Sky regions">
        {regions.map((region) => (
          <li
            key={region.id}
            data-pointed={region.id === pointed || undefined}
            onPointerEnter={() => setPointed(region.id)}
            onPointerLeave={() => setPointed(null)}
          >
            <Coordinates raDeg={region.raDeg} decDeg={region.decDeg} />
            <span>
              {region.images.length} {region.images.length === 1 ? 'image' : 'images'}
            </span>
            <span className="site-muted">{daysOf(region)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Where on the sky the images of the run are. */
export function SkyPanel({ run }: { readonly run: RunStatus }) {
  const { search } = useRunAddress()
  const version = search.version ?? run.version ?? undefined
  const query = useApi('listRunImages', { params: { run: run.id }, query: version === undefined ? {} : { version } })
  return (
    <Panel title="Sky regions">
      <Loaded query={query}>{({ images, version }) => <Regions images={images} origin={`Run ${run.name}, version ${version}`} />}</Loaded>
    </Panel>
  )
}
