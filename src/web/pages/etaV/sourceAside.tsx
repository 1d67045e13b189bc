import { Group, Stack, Text, Title } from '@mantine/core'
import { FluxChoice } from '../../parts/fluxChoice.tsx'
import { useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { SourceDetails } from '../../../app/contract/sources.ts'
import { useApi } from '../../api/useApi.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { SourceLink } from '../../parts/sourceLink.tsx'
import { LightCurvePlot } from '../../plots/lightCurvePlot.tsx'
import { curveOfSource, curveOptions } from '../sources/curveOfSource.ts'
import { CutOuts } from '../sources/cutOuts.tsx'
import { useEpochFocus } from '../sources/epochFocus.ts'
import { measurementAddress } from '../sources/measurementAddress.ts'

/** A source as the plane knows it. */
export interface OpenedSource {
  /** Null where its run is not known any more. */
  readonly runId: string | null
  readonly run: string
  readonly version: number
  readonly id: number
}

function Curve({ source, isPeak }: { readonly source: SourceDetails; readonly isPeak: boolean }) {
  const router = useRouter()
  const focus = useEpochFocus()
  const [range, setRange] = useState<readonly [number, number] | null>(null)
  const points = useMemo(() => curveOfSource(source, isPeak), [source, isPeak])
  const options = useMemo(() => ({ ...curveOptions({ flux: isPeak ? undefined : 'integrated' }), range }), [isPeak, range])
  return (
    <>
      <div className="site-panel">
        <LightCurvePlot
          points={points}
          options={options}
          selected={focus.selected}
          onHover={(id) => focus.hover(id === null ? [] : [id])}
          onOpen={(id) => router.history.push(measurementAddress(source.run, id))}
          onRange={setRange}
          renderCard={() => null}
        />
      </div>
      <CutOuts source={source} focus={focus} />
    </>
  )
}

/** The source that was chosen in the plane: its light curve and its cut-outs. */
export function SourceAside({ opened, isPeak }: { readonly opened: OpenedSource; readonly isPeak: boolean }) {
  const { runId, run, version, id } = opened
  const [showsPeak, setShowsPeak] = useState(isPeak)
  const query = useApi('showSource', { params: { run: runId ?? run, source: id }, query: { version } }, { enabled: runId !== null })
  if (runId === null)
    return <Text c="dimmed">{`Source ${id} of ${run} v${version}: its run is not there any more, nor its light curve.`}</Text>
  return (
    <Stack gap="md" role="region" aria-label="Chosen source">
      <Group justify="space-between">
        <Title order={2}>
          <SourceLink run={runId} version={version} id={id} name={query.data?.name ?? `Source ${id}`} />
        </Title>
        <FluxChoice label="Flux density of the light curve" isPeak={showsPeak} onChange={setShowsPeak} />
      </Group>
      <Loaded query={query}>{(source) => <Curve key={source.id} source={source} isPeak={showsPeak} />}</Loaded>
    </Stack>
  )
}
