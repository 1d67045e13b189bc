import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { SamplePoints } from '../../../app/contract/sampleCurves.ts'
import { useApi } from '../../api/useApi.ts'
import { formatCount } from '../../parts/format.ts'
import { Loaded } from '../../parts/loaded.tsx'
import type { PointStyle } from '../../plots/points/pointLegend.tsx'
import { SourceMap } from '../../plots/points/sourceMap.tsx'

interface SampleMapProps {
  readonly sample: string
  readonly name: string
  readonly runs: ReadonlyMap<string, string>
}

const looks = [
  { shape: 'ring', colour: '--plot-detection' },
  { shape: 'diamond', colour: '#d55e00' },
  { shape: 'square', colour: '#009e73' },
  { shape: 'up', colour: '#cc79a7' },
] as const

function stylesOf({ run }: SamplePoints): readonly (PointStyle & { readonly run: string })[] {
  return [...new Set(run)].map((name, index) => {
    const { shape, colour } = looks[index % looks.length] ?? looks[0]
    return { run: name, words: name, shape, colour }
  })
}

function Drawn({ sample, name, runs, points }: SampleMapProps & { readonly points: SamplePoints }) {
  const navigate = useNavigate()
  const styles = useMemo(() => stylesOf(points), [points])
  const sources = useMemo(
    () =>
      points.raDeg.map((raDeg, index) => {
        const style = styles.findIndex(({ run }) => run === points.run[index])
        return { id: index, raDeg, decDeg: points.decDeg[index] ?? 0, style }
      }),
    [points, styles],
  )
  const open = (index: number) => {
    const [run, version, id] = [points.run[index] ?? '', points.version[index] ?? 1, points.id[index] ?? 0]
    const runId = runs.get(run)
    if (runId === undefined) void navigate({ to: '/samples/$sample/source', params: { sample }, search: { run, version, id } })
    else void navigate({ to: '/runs/$run/sources/$source', params: { run: runId, source: String(id) }, search: { version } })
  }
  const { total } = points
  const shown = points.id.length
  return (
    <SourceMap
      label={`${formatCount(total)} sources of the sample`}
      sources={sources}
      styles={styles}
      height={260}
      origin={`Sample ${name}, of ${[...new Set(points.run.map((run, index) => `${run} v${points.version[index]}`))].join(', ')}`}
      onPick={open}
      remark={shown < total ? `${formatCount(shown)} of ${formatCount(total)}; a click opens one` : 'A click opens a source'}
    />
  )
}

/** Where the sources of a sample are on the sky. */
export function SampleMap({ sample, name, runs }: SampleMapProps) {
  const query = useApi('showSamplePoints', { params: { sample }, query: {} })
  return <Loaded query={query}>{(points) => <Drawn sample={sample} name={name} runs={runs} points={points} />}</Loaded>
}
