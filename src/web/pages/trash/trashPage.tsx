import { Anchor, Button, Text } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReplyOf } from '../../../app/contract/api/endpoint.ts'
import type { Api } from '../../../app/contract/api/api.ts'
import type { TrashItem } from '../../../app/contract/trash.ts'
import { useApi } from '../../api/useApi.ts'
import { useDeletePermanently } from '../../dialogs/useDeletePermanently.tsx'
import { EmptyState } from '../../parts/emptyState.tsx'
import { formatCount } from '../../parts/format.ts'
import { finds } from '../../parts/listSearch.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { SelectionBar } from '../../parts/selectionBar.tsx'
import { deleteSelectedButton, emptyButton, restoreSelectedButton, trashSummary } from '../../words/destruction.ts'
import { HiddenItems } from './hiddenItems.tsx'
import { TrashFilters } from './trashFilters.tsx'
import { everybody, type TrashSearch } from './trashSearch.ts'
import { TrashTable } from './trashTable.tsx'
import { useTrashActs } from './useTrashActs.ts'

const route = getRouteApi('/framed/trash')

type Listed = ReplyOf<Api['listTrash']>

function isFound({ kind, q }: TrashSearch, item: TrashItem): boolean {
  const text = [item.kind, item.name, item.projectName, item.owner, item.by, item.reason, ...item.contents.map(({ name }) => name)].join(
    ' ',
  )
  return (kind === undefined || item.kind === kind) && finds(q, text)
}

/** What emptying would free, by the plan that would do it: two things may share what neither would free alone. */
function useFrees(owner: string | null, count: number): number | null {
  const plan = useApi('planEmpty', { body: owner === null ? {} : { owner } }, { enabled: count > 0 })
  return count > 0 ? (plan.data?.plan.goes.bytes ?? null) : null
}

function Nothing() {
  return (
    <EmptyState title="Trash is empty">
      What you move to Trash comes here and can be restored as it was, until its time is over or you delete it permanently. What was deleted
      permanently is listed under <Link to="/deleted">Deleted</Link>.
    </EmptyState>
  )
}

interface ContentsProps {
  readonly listed: Listed
  readonly search: TrashSearch
  readonly onSearch: (search: TrashSearch) => void
}

function Contents({ listed: { entries, hidden }, search, onSearch }: ContentsProps) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const clear = () => setIds(new Set())
  const acts = useTrashActs(clear)
  const found = entries.filter((item) => isFound(search, item))
  const selected = found.filter(({ entryId, deleting }) => ids.has(entryId) && deleting === null)
  const isOwn = search.owner === undefined
  return (
    <>
      <TrashFilters search={search} onSearch={onSearch} />
      {entries.length === 0 ? (
        <Nothing />
      ) : found.length === 0 ? (
        <Text c="dimmed" p="md" className="site-panel">
          Nothing in Trash is like that.
        </Text>
      ) : (
        <TrashTable
          lead={
            <SelectionBar words={formatCount(selected.length)} count={selected.length} onClear={clear}>
              <Button onClick={() => acts.restore(selected)}>{restoreSelectedButton(selected.length)}</Button>
              <Button variant="outline" color="danger" onClick={() => acts.deletePermanently(selected)}>
                {deleteSelectedButton(selected.length)}
              </Button>
            </SelectionBar>
          }
          items={found}
          ids={ids}
          onSelect={setIds}
          showsOwner={!isOwn}
          acts={acts}
        />
      )}
      {isOwn && <HiddenItems items={hidden} />}
    </>
  )
}

/** Everything in Trash: what it is, how long still, what keeps it; restored, deleted permanently, emptied. */
export function TrashPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const isOfAll = search.owner === everybody
  const owner = isOfAll ? null : (search.owner ?? null)
  const query = useApi('listTrash', { query: isOfAll ? { scope: 'all' } : owner === null ? {} : { owner } })
  const deletePermanently = useDeletePermanently()
  const mine = query.data?.entries.filter(({ deleting, isMine }) => deleting === null && (isMine || owner !== null)) ?? []
  const frees = useFrees(owner, isOfAll ? 0 : mine.length)
  return (
    <Page
      title="Trash"
      status={
        <Text c="dimmed" role="status">
          {query.data && query.data.entries.length > 0 ? trashSummary(query.data.entries.length, frees) : ''}
        </Text>
      }
      actions={
        <>
          <Anchor component={Link} to="/deleted" size="sm">
            What was deleted
          </Anchor>
          {!isOfAll && (
            <Button
              variant="outline"
              color="danger"
              disabled={mine.length === 0}
              onClick={() => deletePermanently({ target: { of: 'trash', owner } })}
            >
              {emptyButton}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={query}>
        {(listed) => <Contents listed={listed} search={search} onSearch={(next) => void navigate({ search: next })} />}
      </Loaded>
    </Page>
  )
}
