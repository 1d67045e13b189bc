import { Alert, Anchor, Grid, Group, Stack, Title } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { SourceDetails } from '../../../app/contract/sources.ts'
import { addressOf } from '../../api/callApi.ts'
import { useApi } from '../../api/useApi.ts'
import { Coordinates } from '../../parts/coordinates.tsx'
import { CopyPosition } from '../../parts/copyPosition.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { SendToSamp } from '../../parts/sendToSamp.tsx'
import type { SampThing } from '../../samp/sampThing.ts'
import { BesideLinks } from './besideLinks.tsx'
import { CrossMatchSection } from './crossMatchSection.tsx'
import { curveOfSource } from './curveOfSource.ts'
import { CutOuts } from './cutOuts.tsx'
import { useEpochFocus } from './epochFocus.ts'
import { LightCurveSection } from './lightCurveSection.tsx'
import { MeasurementsTable } from './measurementsTable.tsx'
import { outsideLinks } from './outsideLinks.ts'
import { RelationsGraph } from './relationsGraph.tsx'
import { FavouriteButton, SourceRemarks } from './sourceRemarks.tsx'
import { positionOf, type Position } from './sourceValue.ts'
import { StatisticsPanel } from './statisticsPanel.tsx'
import { TwoEpochSection } from './twoEpochSection.tsx'

const route = getRouteApi('/framed/runs/$run/sources/$source')

/** Wide enough to see what is around a source. */
const cutOutArcsec = 600

function Outside({ raDeg, decDeg }: Position) {
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

/** The plots, the cut-outs and the table: they point at the same epochs. */
function Epochs({ source }: { readonly source: SourceDetails }) {
  const { flux = 'peak' } = route.useSearch()
  const focus = useEpochFocus()
  const points = useMemo(() => curveOfSource(source, flux === 'peak'), [source, flux])
  return (
    <Stack gap="lg">
      <LightCurveSection source={source} points={points} focus={focus} />
      <CutOuts source={source} focus={focus} />
      <MeasurementsTable source={source} selected={focus.selected} />
      <TwoEpochSection source={source} points={points} focus={focus} />
      <CrossMatchSection source={source} />
    </Stack>
  )
}

/** Its position, and the image around it in the last epoch. */
function thingsOf(source: SourceDetails): readonly SampThing[] {
  const { run, version, name, measurements } = source
  const { raDeg, decDeg } = positionOf(source)
  const last = measurements.at(-1)
  const position: SampThing = { kind: 'position', name: `Position of ${name}`, raDeg, decDeg }
  if (!last) return [position]
  const query = { ra: raDeg, dec: decDeg, size: cutOutArcsec, version, format: 'fits' } as const
  const address = addressOf('showCutOut', { params: { run, image: last.imageNumber }, query })
  return [position, { kind: 'image', name: `${name} on ${last.timeUtc.slice(0, 10)}`, address }]
}

function About({ source }: { readonly source: SourceDetails }) {
  const { run, id, version } = source
  return (
    <Stack gap="md">
      <SourceRemarks run={run} source={String(id)} />
      <Title order={2}>Elsewhere</Title>
      <Outside {...positionOf(source)} />
      <Title order={2}>Relations</Title>
      <RelationsGraph run={run} source={String(id)} version={version} />
      <StatisticsPanel source={source} />
    </Stack>
  )
}

/** A source: its light curve, its statistics, what it is entangled with. */
export function SourcePage() {
  const { run, source } = route.useParams()
  const { version } = route.useSearch()
  const query = useApi('showSource', { params: { run, source }, query: { version } })
  const shown = query.data
  const position = shown ? positionOf(shown) : null
  return (
    <Page
      title={shown?.name ?? `Source ${source}`}
      crumbs={[
        { words: 'Runs', to: '/runs' },
        { words: shown?.run ?? run, to: `/runs/${run}` },
      ]}
      actions={
        <>
          <BesideLinks run={run} source={source} />
          <FavouriteButton run={run} source={source} />
          {shown && <SendToSamp things={thingsOf(shown)} />}
        </>
      }
      status={
        position && (
          <Group gap={4}>
            <Coordinates {...position} />
            <CopyPosition {...position} />
          </Group>
        )
      }
    >
      <Loaded query={query}>
        {(details) => (
          <Stack gap="md" key={`${details.runId} ${details.id}`}>
            <LeftBehind source={details} />
            <Grid gap="xl">
              <Grid.Col span={{ base: 12, md: 9 }} order={{ base: 1, md: 2 }}>
                <Epochs source={details} />
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 3 }} order={{ base: 2, md: 1 }}>
                <About source={details} />
              </Grid.Col>
            </Grid>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
