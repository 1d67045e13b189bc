import { Button, Group, Text } from '@mantine/core'
import { FluxChoice } from '../../../parts/fluxChoice.tsx'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SourceDetails } from '../../../../app/contract/sources.ts'
import { useApi } from '../../../api/useApi.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { Panel } from '../../../parts/panel.tsx'
import type { CurveOptions, CurvePoint } from '../../../plots/curve/curvePoint.ts'
import { OverlaidCurves, type OverlaidCurve } from '../../../plots/points/overlaidCurves.tsx'
import { curveOfSource } from '../../sources/curveOfSource.ts'
import { useRun } from '../useRun.ts'
import type { ComparedPair } from './useComparison.ts'

const looks = [
  { colour: '#d55e00', detection: 'diamond', forced: 'square' },
  { colour: 'var(--plot-detection)', detection: 'disc', forced: 'ring' },
] as const

function optionsOf(isPeak: boolean): CurveOptions {
  const label = isPeak ? 'Peak flux density' : 'Integrated flux density'
  return { label, unit: isPeak ? 'mJy/beam' : 'mJy', time: 'date', isLogFlux: false, limitSigma: null, isByBand: false, range: null }
}

/** The server gives the last version that had a source where the one that is asked for has not: that is another version's curve. */
function pointsIn(details: SourceDetails | undefined, version: number, isPeak: boolean): readonly CurvePoint[] {
  return details?.version === version ? curveOfSource(details, isPeak) : []
}

interface CurvesProps {
  readonly pair: ComparedPair
  readonly source: number
  readonly onClose: () => void
}

/** The light curves that a source has in both versions, in one plot. */
export function CurvesOfSource({ pair: { run, from, to }, source, onClose }: CurvesProps) {
  const [isPeak, setPeak] = useState(true)
  const params = { run, source }
  const runName = useRun(run).data?.name ?? run
  const earlier = useApi('showSource', { params, query: { version: from } })
  const later = useApi('showSource', { params, query: { version: to } })
  const details = later.data ?? earlier.data
  const isComing = earlier.isPending || later.isPending
  const error = earlier.error && later.error ? later.error : null
  const curves = [earlier.data, later.data].flatMap((found, index): OverlaidCurve[] => {
    const version = index === 0 ? from : to
    const points = pointsIn(found, version, isPeak)
    const look = looks[index] ?? looks[0]
    return points.length > 0 ? [{ words: `v${version}`, points, ...look }] : []
  })
  const missing = [from, to].filter((version) => !curves.some(({ words }) => words === `v${version}`))
  return (
    <Panel
      title={details ? `Light curves of ${details.name}` : 'Light curves'}
      actions={
        <Group gap="sm">
          <FluxChoice isPeak={isPeak} onChange={setPeak} />
          <Button variant="subtle" onClick={onClose}>
            Close
          </Button>
        </Group>
      }
    >
      <Loaded query={{ data: isComing ? undefined : (details ?? undefined), error, refetch: () => later.refetch() }}>
        {({ name }) => (
          <>
            <OverlaidCurves
              label={`Light curves of ${name} in ${curves.map(({ words, points }) => `${words}: ${points.length} measurements`).join(', ')}`}
              options={optionsOf(isPeak)}
              curves={curves}
              origin={`${name}, run ${runName}, versions ${from} and ${to}`}
            />
            {missing.map((version) => (
              <Text key={version} size="sm" c="dimmed">
                Version {version} has no source of this id.
              </Text>
            ))}
            <Group gap="md" mt="xs">
              {[from, to]
                .filter((version) => !missing.includes(version))
                .map((version) => (
                  <Link key={version} to="/runs/$run/sources/$source" params={{ run, source: String(source) }} search={{ version }}>
                    Open it in version {version}
                  </Link>
                ))}
            </Group>
          </>
        )}
      </Loaded>
    </Panel>
  )
}
