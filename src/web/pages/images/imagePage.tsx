import { Group, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ImageDetails } from '../../../app/contract/images.ts'
import type { RunImageView } from '../../../app/contract/runContents.ts'
import { useApi } from '../../api/useApi.ts'
import { formatCount } from '../../parts/format.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { ImageViewer } from '../../plots/picture/imageViewer.tsx'
import type { PictureSettings } from '../../plots/picture/pictureSettings.ts'
import { BrightestTable } from './brightestTable.tsx'
import { ImageFiles, ImageNumbers, ImageRuns } from './imageFacts.tsx'

const route = getRouteApi('/framed/runs/$run/images/$image')

/** How large a pixel is on the screen where the page begins at one. */
const startZoom = 3

interface NeighbourProps {
  readonly to: RunImageView | undefined
  readonly words: string
}

/** The image before or after it in time. */
function Neighbour({ to, words }: NeighbourProps) {
  const { run } = route.useParams()
  const { x: _x, y: _y, ...search } = route.useSearch()
  if (!to) return <span className="site-muted">{words}</span>
  return (
    <Link to="/runs/$run/images/$image" params={{ run, image: String(to.number) }} search={search} title={to.name}>
      {words}
    </Link>
  )
}

function Neighbours({ image }: { readonly image: ImageDetails }) {
  const images = useApi('listRunImages', { params: { run: image.runId }, query: { version: image.version } }).data?.images ?? []
  const at = images.findIndex(({ number }) => number === image.number)
  return (
    <Group gap="md">
      <Neighbour to={at > 0 ? images[at - 1] : undefined} words="Earlier" />
      <Neighbour to={at >= 0 ? images[at + 1] : undefined} words="Later" />
    </Group>
  )
}

function Contents({ image }: { readonly image: ImageDetails }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const onSettings = (change: Partial<PictureSettings>) => void navigate({ search: (now) => ({ ...now, ...change }), replace: true })
  const open = (measurement: number) => {
    const params = { run: image.run, measurement: String(measurement) }
    void navigate({ to: '/runs/$run/measurements/$measurement', params, search: { version: search.version } })
  }
  const { x, y } = search
  const start = x === undefined || y === undefined ? null : { x, y, zoom: startZoom }
  const caption = `${image.name}, ${image.timeUtc.slice(0, 19).replace('T', ' ')} UTC, ${image.frequencyMhz.toFixed(0)} MHz. Run ${image.run}, version ${image.version}.`
  return (
    <>
      <ImageNumbers image={image} />
      <ImageViewer
        key={`${image.id} ${x} ${y}`}
        label={`Image ${image.name}`}
        image={image}
        settings={search}
        onSettings={onSettings}
        start={start}
        selectedId={null}
        onOpen={open}
        figure={{ name: image.name.replace(/\.fits(\.gz|\.fz)?$/, ''), caption }}
        heightPx={620}
      />
      <BrightestTable image={image} version={search.version} />
      <ImageFiles image={image} />
      <ImageRuns image={image} />
    </>
  )
}

/** An image of a run: whole, to be moved and zoomed, with its measurements, its maps, its header and its files. */
export function ImagePage() {
  const { run, image } = route.useParams()
  const { version } = route.useSearch()
  const query = useApi('showImage', { params: { run, image: Number(image) }, query: { version } })
  const shown = query.data
  return (
    <Page
      title={shown?.name ?? `Image ${image}`}
      crumbs={[
        { words: 'Runs', to: '/runs' },
        { words: shown?.run ?? run, to: `/runs/${run}` },
      ]}
      status={
        shown && (
          <Text c="dimmed">
            {formatCount(shown.measurements)} detections, version {shown.version}
          </Text>
        )
      }
      actions={shown && <Neighbours image={shown} />}
    >
      <Loaded query={query}>{(details) => <Contents image={details} />}</Loaded>
    </Page>
  )
}
