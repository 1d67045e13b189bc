import { Button, Group, SegmentedControl, Select, Switch, Title } from '@mantine/core'
import { FluxChoice } from '../../parts/fluxChoice.tsx'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { IconFileTypeCsv } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { SourceDetails } from '../../../app/contract/sources.ts'
import { formatUtc } from '../../parts/format.ts'
import type { CurveOptions, CurvePoint } from '../../plots/curve/curvePoint.ts'
import type { Figure } from '../../plots/figure.ts'
import { downloadFigureRows } from '../../plots/figureFiles.ts'
import { FigureMenu } from '../../plots/figureMenu.tsx'
import { LightCurvePlot } from '../../plots/lightCurvePlot.tsx'
import { lightCurveSvg } from '../../plots/lightCurveSvg.ts'
import { curveOptions, curveRows } from './curveOfSource.ts'
import { CutOutPicture } from './cutOutPicture.tsx'
import { usualLook } from './cutOutScale.ts'
import type { EpochFocus } from './epochFocus.ts'
import { measurementAddress } from './measurementAddress.ts'
import type { SourceSearch } from './sourcesSearch.ts'

const route = getRouteApi('/framed/runs/$run/sources/$source')

const limits = [
  { value: '0', label: 'No upper limits' },
  { value: '2', label: 'Upper limits, 2 σ' },
  { value: '3', label: 'Upper limits, 3 σ' },
  { value: '5', label: 'Upper limits, 5 σ' },
]

function Controls() {
  const { flux = 'peak', scale, time = 'date', limit = 3 } = route.useSearch()
  const navigate = route.useNavigate()
  const set = (change: Partial<SourceSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false })
  return (
    <>
      <FluxChoice isPeak={flux === 'peak'} onChange={(isPeak) => set({ flux: isPeak ? undefined : 'integrated' })} />
      <SegmentedControl
        size="xs"
        aria-label="Time"
        value={time}
        data={[
          { value: 'date', label: 'Date' },
          { value: 'mjd', label: 'MJD' },
          { value: 'days', label: 'Days, log' },
        ]}
        onChange={(next) => set({ time: next === 'mjd' || next === 'days' ? next : undefined })}
      />
      <Switch
        size="xs"
        label="Log flux"
        checked={scale === 'log'}
        onChange={(event) => set({ scale: event.currentTarget.checked ? 'log' : undefined })}
      />
      <Select
        size="xs"
        w={160}
        aria-label="Forced fits that count as upper limits"
        allowDeselect={false}
        data={limits}
        value={String(limit)}
        onChange={(next) => set({ limit: next === null || next === '3' ? undefined : Number(next) })}
      />
    </>
  )
}

interface LightCurveSectionProps {
  readonly source: SourceDetails
  readonly points: readonly CurvePoint[]
  readonly focus: EpochFocus
}

function figureOf({ source, points }: LightCurveSectionProps, options: CurveOptions): Figure {
  return {
    name: `${source.name}_light_curve`,
    caption: `${options.label} of ${source.name}, run ${source.run}, version ${source.version}.`,
    svg: (widthMm) => lightCurveSvg(points, options, widthMm),
    rows: curveRows(source),
  }
}

/** What an epoch looks like, beside its point. */
function EpochCard({ source, id }: { readonly source: SourceDetails; readonly id: number }) {
  const point = source.measurements.find((each) => each.id === id)
  if (!point) return null
  return (
    <>
      <CutOutPicture
        source={source}
        point={point}
        look={usualLook}
        edgePx={158}
        shapes={{ isSource: true, isBeam: true, neighbours: null }}
        isEager
      />
      <div role="status">
        {formatUtc(point.timeUtc)}
        <br />
        {point.peakMjy.toFixed(3)} ± {point.peakErrorMjy.toFixed(3)} mJy/beam
        <br />
        {point.isForced ? 'Forced fit' : 'Detection'}
      </div>
    </>
  )
}

/** The light curve, how it is drawn, and its ways out. */
export function LightCurveSection({ source, points, focus }: LightCurveSectionProps) {
  const search = route.useSearch()
  const router = useRouter()
  const [range, setRange] = useState<readonly [number, number] | null>(null)
  const { flux, scale, time, limit } = search
  const options = useMemo(() => ({ ...curveOptions({ flux, scale, time, limit }), range }), [flux, scale, time, limit, range])
  const figure = figureOf({ source, points, focus }, options)
  return (
    <section aria-label="Light curve">
      <Group justify="space-between" mb="sm">
        <Title order={2}>Light curve</Title>
        <Group gap="sm">
          <Controls />
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconFileTypeCsv size={14} />}
            onClick={() => downloadFigureRows(figure)}
          >
            CSV
          </Button>
          <FigureMenu figure={figure} label="Light curve" />
        </Group>
      </Group>
      <div className="site-panel">
        <LightCurvePlot
          key={options.time}
          points={points}
          options={options}
          selected={focus.selected}
          onHover={(id) => focus.hover(id === null ? [] : [id])}
          onOpen={(id) => router.history.push(measurementAddress(source.run, id))}
          onRange={setRange}
          renderCard={(id) => <EpochCard source={source} id={id} />}
        />
      </div>
    </section>
  )
}
