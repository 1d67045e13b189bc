import { Group, SegmentedControl, Select, Text, VisuallyHidden } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { formatCount } from '../../../parts/format.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { siteColours } from '../../../plots/curve/plotColours.ts'
import { PointLegend } from '../../../plots/points/pointLegend.tsx'
import { fluxRange, SmallCurve, timeRange, type Range } from '../../../plots/points/smallCurve.tsx'
import type { SampleSearch } from '../sampleSearch.ts'
import { SampleSourceLink } from '../sampleSourceLink.tsx'
import classes from './curves.module.css'
import { useSampleCurves, type GridCurve } from './useSampleCurves.ts'

const leastWidthPx = 230
const gapPx = 12
const plotHeightPx = 112
const rowHeightPx = plotHeightPx + 40

interface GridProps {
  readonly sample: string
  readonly runs: ReadonlyMap<string, string>
  readonly curves: readonly GridCurve[]
  readonly isShared: boolean
  readonly onEnd: () => void
}

interface CardProps extends Pick<GridProps, 'sample' | 'runs'> {
  readonly curve: GridCurve
  readonly width: number
  readonly time: Range
  readonly flux: Range
}

function Card({ sample, runs, curve, width, time, flux }: CardProps) {
  const { run, version, id, name, points } = curve
  const forced = points.filter(({ isForced }) => isForced).length
  return (
    <li className={classes.card} style={{ width }}>
      <SampleSourceLink sample={sample} runId={runs.get(run) ?? null} run={run} version={version} id={id}>
        <span className={`${classes.name} site-mono`}>{name}</span>
        <VisuallyHidden>
          {points.length} measurements, {forced} of them forced fits
        </VisuallyHidden>
        <SmallCurve points={points} time={time} flux={flux} width={width - 2} height={plotHeightPx} />
      </SampleSourceLink>
    </li>
  )
}

function Grid({ sample, runs, curves, isShared, onEnd }: GridProps) {
  const frame = useRef<HTMLDivElement>(null)
  const { ref, width } = useElementSize()
  const perRow = Math.max(1, Math.floor((width + gapPx) / (leastWidthPx + gapPx)))
  const cardWidth = (width - (perRow - 1) * gapPx) / perRow
  const time = useMemo(() => timeRange(curves.map(({ points }) => points)), [curves])
  const shared = useMemo(() => fluxRange(curves.flatMap(({ points }) => points)), [curves])
  const virtual = useVirtualizer({
    count: Math.ceil(curves.length / perRow),
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeightPx,
    overscan: 2,
  })
  const shown = virtual.getVirtualItems()
  const isAtEnd = (shown.at(-1)?.index ?? -1) >= Math.ceil(curves.length / perRow) - 1
  useEffect(() => {
    if (isAtEnd) onEnd()
  }, [isAtEnd, onEnd])
  return (
    // oxlint-disable-next-line no-noninteractive-tabindex -- a region that scrolls has to be reached by keyboard
    <section ref={frame} className={classes.frame} aria-label="Light curves" tabIndex={0}>
      <div ref={ref} style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {width > 0 &&
          shown.map(({ index, start }) => (
            <ul key={index} className={classes.row} style={{ transform: `translateY(${start}px)`, gap: gapPx }}>
              {curves.slice(index * perRow, (index + 1) * perRow).map((curve) => (
                <Card
                  key={`${curve.run} ${curve.version} ${curve.id}`}
                  sample={sample}
                  runs={runs}
                  curve={curve}
                  width={cardWidth}
                  time={time}
                  flux={isShared ? shared : fluxRange(curve.points)}
                />
              ))}
            </ul>
          ))}
      </div>
    </section>
  )
}

/** Orders that light curves are looked through in; the table has all others. */
const orders = [
  ['-eta_peak', 'Highest eta first'],
  ['-v_peak', 'Highest V first'],
  ['-max_flux_peak', 'Brightest first'],
  ['-new_high_sigma', 'Highest new_high_sigma first'],
  ['-n_meas', 'Most measurements first'],
  ['wavg_ra', 'By right ascension'],
] as const

const legend = [
  { words: 'Detection', shape: 'disc', colour: '--plot-detection' },
  { words: 'Forced fit', shape: 'square', colour: '--plot-forced' },
  { words: 'Upper limit, 3 σ', shape: 'down', colour: '--plot-limit' },
] as const

interface CurveGridProps extends Pick<GridProps, 'sample' | 'runs'> {
  readonly search: SampleSearch
  readonly onSearch: (search: SampleSearch) => void
}

/** The light curves of a sample as small multiples with one time axis: more come as the end comes into sight. */
export function CurveGrid({ sample, runs, search, onSearch }: CurveGridProps) {
  const isPeak = search.flux !== 'integrated'
  const isShared = search.axis === 'shared'
  const { query, curves, more, total } = useSampleCurves(sample, search.sort, isPeak)
  return (
    <Loaded query={query}>
      {() => (
        <>
          <Group gap="md" mb="sm">
            <SegmentedControl
              size="xs"
              aria-label="Flux density"
              data={[
                { value: 'peak', label: 'Peak, mJy/beam' },
                { value: 'integrated', label: 'Integrated, mJy' },
              ]}
              value={isPeak ? 'peak' : 'integrated'}
              onChange={(flux) => onSearch({ flux: flux === 'integrated' ? flux : undefined })}
            />
            <SegmentedControl
              size="xs"
              aria-label="Flux axis"
              data={[
                { value: 'own', label: 'Own axis each' },
                { value: 'shared', label: 'One axis for all' },
              ]}
              value={isShared ? 'shared' : 'own'}
              onChange={(axis) => onSearch({ axis: axis === 'shared' ? axis : undefined })}
            />
            <Select
              size="xs"
              aria-label="Order of the light curves"
              data={orders.map(([value, label]) => ({ value, label }))}
              value={orders.find(([value]) => value === search.sort)?.[0] ?? null}
              placeholder="As in the table"
              onChange={(sort) => onSearch({ sort: sort ?? undefined })}
              w={190}
            />
            <Text size="sm" c="dimmed" role="status">
              {formatCount(curves.length)} of {formatCount(total)}
            </Text>
          </Group>
          <Grid sample={sample} runs={runs} curves={curves} isShared={isShared} onEnd={more} />
          <PointLegend styles={legend}>
            <span style={{ color: siteColours.muted }}>One time axis for all that are loaded, oldest left.</span>
          </PointLegend>
        </>
      )}
    </Loaded>
  )
}
