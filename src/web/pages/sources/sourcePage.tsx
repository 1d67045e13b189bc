import { Alert, Anchor, Grid, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { SourceDetails } from '../../../app/contract/sources.ts'
import { useApi } from '../../api/useApi.ts'
import { Coordinates } from '../../parts/coordinates.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { LightCurvePlot } from '../../plots/lightCurvePlot.tsx'
import { CutOutStrip } from './cutOutStrip.tsx'
import { MeasurementsTable } from './measurementsTable.tsx'
import { outsideLinks } from './outsideLinks.ts'
import { FavouriteButton, SourceRemarks } from './sourceRemarks.tsx'
import { sourceCell } from './sourceCell.ts'
import classes from './sourcePage.module.css'

const route = getRouteApi('/framed/runs/$run/sources/$source')

function valueOf({ columns, values }: SourceDetails, name: string) {
  return values[columns.findIndex((column) => column.name === name)] ?? null
}

/** All statistics of the source, each with its definition on hover. */
function Statistics({ source }: { readonly source: SourceDetails }) {
  return (
    <dl className={classes.statistics}>
      {source.columns.map(({ name, unit, description }, index) => {
        const value = source.values[index] ?? null
        if (value === null || name === 'id' || name === 'name') return null
        return (
          <div key={name} title={description}>
            <dt>
              {name} {unit && <span className="site-muted">{unit}</span>}
            </dt>
            <dd>{typeof value === 'boolean' ? (value ? 'yes' : 'no') : sourceCell(name, value)}</dd>
          </div>
        )
      })}
    </dl>
  )
}

function Related({ source }: { readonly source: SourceDetails }) {
  if (source.related.length === 0) return <Text c="dimmed">No other source shares measurements with it.</Text>
  return (
    <ul className={classes.list}>
      {source.related.map(({ id, name, measurements }) => (
        <li key={id}>
          <Link to="/runs/$run/sources/$source" params={{ run: source.run, source: String(id) }} className="site-mono">
            {name}
          </Link>
          <span className="site-muted"> {measurements} measurements</span>
        </li>
      ))}
    </ul>
  )
}

function Outside({ raDeg, decDeg }: { readonly raDeg: number; readonly decDeg: number }) {
  return (
    <Group gap="md">
      {outsideLinks(raDeg, decDeg).map(({ words, address }) => (
        <Anchor key={words} href={address} target="_blank" rel="noreferrer">
          {words}
        </Anchor>
      ))}
    </Group>
  )
}

/** The source is not in the version that is shown: where it was last, and where its measurements went. */
function LeftBehind({ source }: { readonly source: SourceDetails }) {
  const { version, head, wentTo, run } = source
  if (version === head) return null
  return (
    <Alert color="yellow" title={`This is version ${version}; version ${head} is shown`}>
      {wentTo.length > 0 ? 'Its measurements belong now to ' : 'The version that is shown has none of its measurements.'}
      {wentTo.map((id) => (
        <Link key={id} to="/runs/$run/sources/$source" params={{ run, source: String(id) }}>
          source {id}{' '}
        </Link>
      ))}
    </Alert>
  )
}

function LightCurve({ source }: { readonly source: SourceDetails }) {
  const { flux = 'peak' } = route.useSearch()
  const navigate = route.useNavigate()
  const [selectedId, setSelectedId] = useState<number | null>(null)
  const isPeak = flux === 'peak'
  const centre = useMemo(() => ({ raDeg: Number(valueOf(source, 'wavg_ra')), decDeg: Number(valueOf(source, 'wavg_dec')) }), [source])
  const points = useMemo(
    () =>
      source.measurements.map((point) => ({
        id: point.id,
        timeMs: Date.parse(point.timeUtc),
        value: isPeak ? point.peakMjy : point.integratedMjy,
        error: isPeak ? point.peakErrorMjy : point.integratedErrorMjy,
        isForced: point.isForced,
      })),
    [source, isPeak],
  )
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={2}>Light curve</Title>
        <SegmentedControl
          size="xs"
          aria-label="Flux density"
          value={flux}
          data={[
            { value: 'peak', label: 'Peak' },
            { value: 'integrated', label: 'Integrated' },
          ]}
          onChange={(next) => void navigate({ search: (now) => ({ ...now, flux: next === 'integrated' ? 'integrated' : undefined }) })}
        />
      </Group>
      <div className="site-panel">
        <LightCurvePlot
          points={points}
          label={isPeak ? 'Peak flux density' : 'Integrated flux density'}
          unit={isPeak ? 'mJy/beam' : 'mJy'}
          selectedId={selectedId}
          onSelect={setSelectedId}
        />
      </div>
      <CutOutStrip source={source} centre={centre} selectedId={selectedId} onSelect={setSelectedId} />
      <MeasurementsTable measurements={source.measurements} selectedId={selectedId} />
    </Stack>
  )
}

/** A source: its light curve, its statistics, what it is entangled with. */
export function SourcePage() {
  const { run, source } = route.useParams()
  const { version } = route.useSearch()
  const query = useApi('showSource', { params: { run, source }, query: { version } })
  const shown = query.data
  const raDeg = shown ? Number(valueOf(shown, 'wavg_ra')) : null
  const decDeg = shown ? Number(valueOf(shown, 'wavg_dec')) : null
  return (
    <Page
      title={shown?.name ?? `Source ${source}`}
      crumbs={[
        { words: 'Runs', to: '/runs' },
        { words: run, to: `/runs/${run}` },
      ]}
      actions={<FavouriteButton run={run} source={source} />}
      status={raDeg !== null && decDeg !== null ? <Coordinates raDeg={raDeg} decDeg={decDeg} /> : null}
    >
      <Loaded query={query}>
        {(details) => (
          <Stack gap="md">
            <LeftBehind source={details} />
            <Grid gap="xl">
              <Grid.Col span={{ base: 12, md: 9 }} order={{ base: 1, md: 2 }}>
                <LightCurve source={details} />
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 3 }} order={{ base: 2, md: 1 }}>
                <Stack gap="md">
                  <SourceRemarks run={run} source={source} />
                  <Title order={2}>Elsewhere</Title>
                  <Outside raDeg={Number(valueOf(details, 'wavg_ra'))} decDeg={Number(valueOf(details, 'wavg_dec'))} />
                  <Title order={2}>Relations</Title>
                  <Related source={details} />
                  <Title order={2}>Statistics</Title>
                  <Statistics source={details} />
                </Stack>
              </Grid.Col>
            </Grid>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
