import { Alert, Badge, Grid, Group, Stack, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ImageDetails, MeasurementDetails } from '../../../app/contract/images.ts'
import { useApi } from '../../api/useApi.ts'
import { Coordinates } from '../../parts/coordinates.tsx'
import { formatUtc } from '../../parts/format.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { Section } from '../../parts/section.tsx'
import { ImageViewer } from '../../plots/picture/imageViewer.tsx'
import type { PictureSettings } from '../../plots/picture/pictureSettings.ts'
import { MeasurementValues } from './measurementValues.tsx'

const route = getRouteApi('/framed/runs/$run/measurements/$measurement')

/** Beams across the picture. */
const beamsShown = 24
const pictureWidthPx = 700

/** The measurement in the middle of its image, some beams around it. */
function startOf({ image: { x, y } }: MeasurementDetails, image: ImageDetails) {
  if (x === null || y === null) return null
  const beamPx = image.beam ? 2 * image.beam.semiMajor : 5
  return { x, y, zoom: pictureWidthPx / (beamsShown * beamPx) }
}

function OnImage({ measurement }: { readonly measurement: MeasurementDetails }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { run, version, image } = measurement
  const query = useApi('showImage', { params: { run, image: image.number }, query: { version } })
  const onSettings = (change: Partial<PictureSettings>) => void navigate({ search: (now) => ({ ...now, ...change }), replace: true })
  const open = (id: number) =>
    void navigate({ params: { run, measurement: String(id) }, search: (now) => now, to: '/runs/$run/measurements/$measurement' })
  const caption = `${measurement.name} on ${image.name}, ${formatUtc(measurement.timeUtc)}. Run ${run}, version ${version}.`
  return (
    <Loaded query={query}>
      {(details) => (
        <ImageViewer
          key={measurement.id}
          label={`Measurement ${measurement.name} on its image`}
          image={details}
          settings={search}
          onSettings={onSettings}
          start={startOf(measurement, details)}
          selectedId={measurement.id}
          onOpen={open}
          figure={{ name: `measurement_${measurement.id}`, caption }}
          heightPx={460}
        />
      )}
    </Loaded>
  )
}

function Sources({ measurement: { run, version, head, sources } }: { readonly measurement: MeasurementDetails }) {
  const search = version === head ? {} : { version }
  return (
    <Section title="Sources">
      {sources.length === 0 && <Text c="dimmed">No source of this version has it.</Text>}
      {sources.length > 1 && <Text c="dimmed">It is associated with {sources.length} sources, which contend for it.</Text>}
      <ul>
        {sources.map(({ id, name, measurements }) => (
          <li key={id}>
            <Link to="/runs/$run/sources/$source" params={{ run, source: String(id) }} search={search} className="site-mono">
              {name}
            </Link>
            <span className="site-muted"> {measurements} measurements</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Siblings({ measurement: { run, version, head, siblings, isForced } }: { readonly measurement: MeasurementDetails }) {
  const search = version === head ? {} : { version }
  return (
    <Section title="Island">
      {siblings.length === 0 && (
        <Text c="dimmed">{isForced ? 'A forced fit belongs to no island.' : 'It is the only component of its island.'}</Text>
      )}
      <ul>
        {siblings.map(({ id, name, peakMjy, integratedMjy }) => (
          <li key={id}>
            <Link to="/runs/$run/measurements/$measurement" params={{ run, measurement: String(id) }} search={search} className="site-mono">
              {name}
            </Link>
            <span className="site-muted">
              {' '}
              {peakMjy.toFixed(3)} mJy/beam, {integratedMjy.toFixed(3)} mJy
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Contents({ measurement }: { readonly measurement: MeasurementDetails }) {
  const { run, version, head, image } = measurement
  return (
    <Stack gap="md">
      {head !== null && version !== head && (
        <Alert color="yellow" title={`This is version ${version}; version ${head} is shown`}>
          The address of a measurement works for as long as a version that has it is kept.
        </Alert>
      )}
      <Text>
        On{' '}
        <Link
          to="/runs/$run/images/$image"
          params={{ run, image: String(image.number) }}
          search={{ ...(version === head ? {} : { version }), x: image.x ?? undefined, y: image.y ?? undefined }}
        >
          {image.name}
        </Link>
        , {formatUtc(measurement.timeUtc)}, MJD {measurement.mjd.toFixed(5)}
      </Text>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <OnImage measurement={measurement} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Sources measurement={measurement} />
          <Siblings measurement={measurement} />
        </Grid.Col>
      </Grid>
      <MeasurementValues measurement={measurement} />
    </Stack>
  )
}

/** A measurement: on its image, with its sources, the other components of its island, and every value. */
export function MeasurementPage() {
  const { run, measurement } = route.useParams()
  const { version } = route.useSearch()
  const query = useApi('showMeasurement', { params: { run, measurement: Number(measurement) }, query: { version } })
  const shown = query.data
  return (
    <Page
      title={shown?.name ?? `Measurement ${measurement}`}
      crumbs={[
        { words: 'Runs', to: '/runs' },
        { words: shown?.run ?? run, to: `/runs/${run}` },
      ]}
      status={
        shown && (
          <Group gap="sm">
            <Badge variant="light" color="gray">
              {shown.isForced ? 'Forced fit' : 'Detection'}
            </Badge>
            <Coordinates raDeg={shown.raDeg} decDeg={shown.decDeg} />
          </Group>
        )
      }
    >
      <Loaded query={query}>{(details) => <Contents measurement={details} />}</Loaded>
    </Page>
  )
}
