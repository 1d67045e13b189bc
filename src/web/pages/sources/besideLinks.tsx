import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useApi } from '../../api/useApi.ts'
import { formatCount } from '../../parts/format.ts'
import { tellDone } from '../../parts/notify.tsx'
import { usePageKeys } from '../../parts/pageKeys.ts'
import { readSort } from '../../parts/sortText.ts'
import type { SourceSearch } from './sourcesSearch.ts'

const route = getRouteApi('/framed/runs/$run/sources/$source')

/** The query that the reader came from, as calls take it; nothing where they came from none. */
function askedOf({ in: runs, project, sample, q, sort }: SourceSearch) {
  const order = readSort(sort)
  return {
    in: runs ? [...runs] : [],
    project,
    sample,
    q: q ?? '',
    sort: order?.column,
    descending: order ? String(order.isDescending) : undefined,
  }
}

/** A pinned version is of one source alone. */
function unpinned(search: SourceSearch): SourceSearch {
  return { ...search, version: undefined }
}

interface BesideProps {
  readonly run: string
  readonly source: string
}

/** Which of the query it is, and the sources before and after it there; without a query, those of its run. */
export function BesideLinks({ run, source }: BesideProps) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const hasQuery =
    search.q !== undefined ||
    search.in !== undefined ||
    search.sort !== undefined ||
    search.project !== undefined ||
    search.sample !== undefined
  const asked = hasQuery ? askedOf(search) : { in: [run], q: '', project: undefined, sample: undefined }
  const { data } = useApi('showBesideSource', { params: { run, source }, query: asked })
  const count = useApi('countSources', { query: { run: asked.in, project: asked.project, sample: asked.sample, q: asked.q } })
  const go = (link: typeof next, words: string) => {
    if (!data) return
    if (link) void navigate({ to: '/runs/$run/sources/$source', params: { run: link.run, source: String(link.id) }, search: unpinned })
    else tellDone({ words: `This is the ${words} source of the query.` })
  }
  const previous = data?.previous ?? null
  const next = data?.next ?? null
  usePageKeys([
    { key: 'j', words: 'Next source of the query', run: () => go(next, 'last') },
    { key: 'k', words: 'Source before', run: () => go(previous, 'first') },
  ])
  if (!data) return null
  const arrows = [
    { link: previous, words: 'Source before', Icon: IconChevronLeft },
    { link: next, words: 'Next source', Icon: IconChevronRight },
  ] as const
  return (
    <Group gap={4} wrap="nowrap">
      {data.before !== null && (
        <Text size="sm" c="dimmed">
          {formatCount(data.before + 1)} of {count.data ? formatCount(count.data.count) : '…'}{' '}
          {hasQuery ? (
            <Link to="/sources" search={{ run: search.in, project: search.project, sample: search.sample, q: search.q, sort: search.sort }}>
              in the query
            </Link>
          ) : (
            'in the run'
          )}
        </Text>
      )}
      {arrows.map(({ link, words, Icon }) => (
        <Tooltip key={words} label={link ? `${words}: ${link.name}` : 'There is none'}>
          <ActionIcon variant="default" size="md" aria-label={words} disabled={!link} onClick={() => go(link, words)}>
            <Icon size={16} />
          </ActionIcon>
        </Tooltip>
      ))}
    </Group>
  )
}
