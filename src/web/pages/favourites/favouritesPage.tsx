import { Button, Group, Pill, Select, Stack, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Favourite } from '../../../app/contract/favourite.ts'
import { useApi, useCall } from '../../api/useApi.ts'
import { Coordinates } from '../../parts/coordinates.tsx'
import { EmptyState } from '../../parts/emptyState.tsx'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { finds } from '../../parts/listSearch.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { tellDone, tellFault } from '../../parts/notify.tsx'
import { Page } from '../../parts/page.tsx'
import { SearchField } from '../../parts/searchField.tsx'
import { readSort, sortText } from '../../parts/sortText.ts'
import { positionFile } from '../../parts/table/tableColumn.ts'
import { When } from '../../parts/when.tsx'
import { refreshFavourites } from './refreshFavourites.ts'
import { useFavouriteReason } from './useFavouriteReason.tsx'

const route = getRouteApi('/framed/favourites')

function nameOf({ shown, source }: Favourite): string {
  return shown?.name ?? `Source ${source}`
}

function idOf({ runId, source }: Favourite): string {
  return `${runId} ${source}`
}

function Actions({ favourite }: { readonly favourite: Favourite }) {
  const { runId, source, text, isRunLive } = favourite
  const params = { run: runId, source }
  const mark = useCall('markFavourite')
  const unmark = useCall('unmarkFavourite')
  const ask = useFavouriteReason()
  if (!isRunLive) return null
  const undo = () => mark.mutate({ params, body: { text } }, { onSuccess: refreshFavourites, onError: tellFault })
  const remove = () =>
    unmark.mutate(
      { params },
      {
        onSuccess: () => {
          refreshFavourites()
          tellDone({ words: `${nameOf(favourite)} is no favourite any more.`, onUndo: undo })
        },
        onError: tellFault,
      },
    )
  return (
    <Group gap={4} wrap="nowrap">
      <Button variant="subtle" size="compact-xs" aria-label={`Edit the reason: ${nameOf(favourite)}`} onClick={() => ask(favourite)}>
        Edit
      </Button>
      <Button
        variant="subtle"
        size="compact-xs"
        aria-label={`Remove from favourites: ${nameOf(favourite)}`}
        loading={unmark.isPending}
        onClick={remove}
      >
        Remove
      </Button>
    </Group>
  )
}

function Name({ favourite }: { readonly favourite: Favourite }) {
  if (!favourite.isRunLive) return <span className="site-mono">{nameOf(favourite)}</span>
  return (
    <Link to="/runs/$run/sources/$source" params={{ run: favourite.run, source: String(favourite.source) }} className="site-mono">
      {nameOf(favourite)}
    </Link>
  )
}

function digits(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : value.toPrecision(3)
}

const columns: readonly TableColumn<Favourite>[] = [
  { id: 'name', header: 'Source', cell: (favourite) => <Name favourite={favourite} />, sortBy: nameOf },
  {
    id: 'run',
    header: 'Run',
    cell: ({ run, isRunLive, runWords }) =>
      isRunLive ? (
        <Link to="/runs/$run" params={{ run }}>
          {run}
        </Link>
      ) : (
        `${run}: ${runWords}`
      ),
    sortBy: ({ run }) => run,
  },
  { id: 'text', header: 'Reason', cell: ({ text }) => text, sortBy: ({ text }) => text },
  {
    id: 'tags',
    header: 'Tags',
    cell: ({ tags }) => (
      <Group gap={4} wrap="nowrap">
        {tags.map((tag) => (
          <Pill key={tag} size="xs">
            {tag}
          </Pill>
        ))}
      </Group>
    ),
    sortBy: ({ tags }) => tags.join(' '),
  },
  { id: 'comments', header: 'Comments', isNumber: true, cell: ({ comments }) => comments || '', sortBy: ({ comments }) => comments },
  {
    id: 'position',
    header: 'Position',
    cell: ({ shown }) =>
      shown ? (
        <Coordinates raDeg={shown.raDeg} decDeg={shown.decDeg} />
      ) : (
        <span className="site-muted">not in the version that is shown</span>
      ),
    sortBy: ({ shown }) => shown?.raDeg ?? null,
    file: positionFile(({ shown }) => shown),
  },
  {
    id: 'n',
    header: 'Measurements',
    isNumber: true,
    cell: ({ shown }) => shown?.measurements ?? '',
    sortBy: ({ shown }) => shown?.measurements ?? null,
  },
  {
    id: 'peak',
    header: 'Max peak',
    unit: 'mJy/beam',
    isNumber: true,
    cell: ({ shown }) => shown?.maxPeakMjy?.toFixed(3) ?? '',
    sortBy: ({ shown }) => shown?.maxPeakMjy ?? null,
  },
  {
    id: 'eta',
    header: 'η',
    description: 'Eta of the peak flux densities',
    isNumber: true,
    cell: ({ shown }) => digits(shown?.etaPeak),
    sortBy: ({ shown }) => shown?.etaPeak ?? null,
  },
  {
    id: 'v',
    header: 'V',
    description: 'V of the peak flux densities',
    isNumber: true,
    cell: ({ shown }) => digits(shown?.vPeak),
    sortBy: ({ shown }) => shown?.vPeak ?? null,
  },
  { id: 'at', header: 'Since', cell: ({ atUtc }) => <When iso={atUtc} />, sortBy: ({ atUtc }) => atUtc },
  { id: 'actions', header: 'Actions', cell: (favourite) => <Actions favourite={favourite} />, isControl: true },
]

function Filters({ all }: { readonly all: readonly Favourite[] }) {
  const { q = '', run, tag } = route.useSearch()
  const navigate = route.useNavigate()
  const set = (change: Partial<ReturnType<typeof route.useSearch>>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true })
  const runs = [...new Set(all.map((favourite) => favourite.run))].sort()
  const tags = [...new Set(all.flatMap((favourite) => favourite.tags))].sort()
  return (
    <Group gap="md">
      <SearchField label="Search favourites" value={q} onChange={(next) => set({ q: next || undefined })} />
      <Select
        aria-label="Run"
        placeholder="All runs"
        clearable
        searchable
        data={runs}
        value={run ?? null}
        onChange={(next) => set({ run: next ?? undefined })}
      />
      <Select
        aria-label="Tag"
        placeholder="Any tag"
        clearable
        searchable
        data={tags}
        value={tag ?? null}
        onChange={(next) => set({ tag: next ?? undefined })}
      />
    </Group>
  )
}

function List({ all }: { readonly all: readonly Favourite[] }) {
  const { q, run, tag, sort } = route.useSearch()
  const navigate = route.useNavigate()
  const rows = useMemo(
    () =>
      all.filter(
        (favourite) =>
          (run === undefined || favourite.run === run) &&
          (tag === undefined || favourite.tags.includes(tag)) &&
          finds(q, [nameOf(favourite), favourite.run, favourite.text, ...favourite.tags].join(' ')),
      ),
    [all, q, run, tag],
  )
  return (
    <Stack gap="md">
      <Filters all={all} />
      <Text aria-live="polite" c="dimmed">
        {rows.length} of {all.length} favourites
      </Text>
      {rows.length > 0 ? (
        <ItemTable
          name="favourites"
          exports={{ by: 'page', isScience: true }}
          label="Favourites"
          rows={rows}
          columns={columns}
          idOf={idOf}
          nameOf={nameOf}
          sort={readSort(sort)}
          onSort={(next) => void navigate({ search: (now) => ({ ...now, sort: sortText(next) }) })}
        />
      ) : (
        <EmptyState title="No favourite is like that">Change the search, the run or the tag.</EmptyState>
      )}
    </Stack>
  )
}

/** The sources that the user marked, with why. */
export function FavouritesPage() {
  const query = useApi('listFavourites', {})
  return (
    <Page title="Favourites">
      <Loaded query={query}>
        {({ favourites }) =>
          favourites.length === 0 ? (
            <EmptyState title="You have no favourites yet" action={<Link to="/sources">Look at sources</Link>}>
              A source becomes one by the star on its page, or by the key f there. Favourites are yours alone; a reason says why each is
              one.
            </EmptyState>
          ) : (
            <List all={favourites} />
          )
        }
      </Loaded>
    </Page>
  )
}
