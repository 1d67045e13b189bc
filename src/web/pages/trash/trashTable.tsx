import { Checkbox, VisuallyHidden } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState, type KeyboardEvent } from 'react'
import type { TrashItem } from '../../../app/contract/trash.ts'
import { TrashDetail } from './trashDetail.tsx'
import { TrashRow } from './trashRow.tsx'
import classes from './trashTable.module.css'
import type { TrashActs } from './useTrashActs.ts'

const rowHeightPx = 33

interface TrashTableProps {
  readonly items: readonly TrashItem[]
  readonly ids: ReadonlySet<string>
  readonly onSelect: (ids: ReadonlySet<string>) => void
  readonly showsOwner: boolean
  readonly acts: TrashActs
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

function rowBeside(row: Element, step: number): HTMLElement | null {
  const rows = [...(row.closest('table')?.querySelectorAll<HTMLElement>('tr[data-row]') ?? [])]
  return rows[rows.indexOf(row as HTMLElement) + step] ?? null
}

/** Arrows, or j and k, go from row to row; x or the space bar selects, Enter opens. */
function moveByKey(event: KeyboardEvent<HTMLElement>, toggle: () => void, open: () => void): void {
  const row = event.target
  if (!(row instanceof HTMLElement) || row.tagName !== 'TR') return
  if (event.key === 'ArrowDown' || event.key === 'j') rowBeside(row, 1)?.focus()
  else if (event.key === 'ArrowUp' || event.key === 'k') rowBeside(row, -1)?.focus()
  else if (event.key === ' ' || event.key === 'x') toggle()
  else if (event.key === 'Enter') open()
  else return
  event.preventDefault()
}

function Head({ items, ids, onSelect, showsOwner }: Omit<TrashTableProps, 'acts'>) {
  const selectable = items.filter(({ deleting }) => deleting === null)
  const here = selectable.filter(({ entryId }) => ids.has(entryId)).length
  const isAll = selectable.length > 0 && here === selectable.length
  return (
    <thead>
      <tr>
        <th scope="col" className={classes.narrow}>
          <Checkbox
            size="xs"
            aria-label={`Select all ${selectable.length}`}
            checked={isAll}
            indeterminate={here > 0 && !isAll}
            onChange={() => onSelect(new Set(isAll ? [] : selectable.map(({ entryId }) => entryId)))}
          />
        </th>
        <th scope="col" className={classes.narrow}>
          <VisuallyHidden>Plan</VisuallyHidden>
        </th>
        <th scope="col" className={classes.wide}>
          Kind
        </th>
        <th scope="col">Name</th>
        <th scope="col" className={classes.wide}>
          From
        </th>
        {showsOwner && (
          <th scope="col" className={classes.wide}>
            Owner
          </th>
        )}
        <th scope="col" className={classes.wide}>
          Deleted by
        </th>
        <th scope="col">Left</th>
        <th scope="col" className={`${classes.number} ${classes.wide}`}>
          Size
        </th>
        <th scope="col">Kept because</th>
      </tr>
    </thead>
  )
}

/** What is in Trash: selected and opened with mouse or keyboard; draws only the rows in sight. */
export function TrashTable(props: TrashTableProps) {
  const { items, ids, onSelect, showsOwner, acts } = props
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(new Set())
  const frame = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeightPx,
    getItemKey: (index) => items[index]?.entryId ?? index,
    overscan: 12,
  })
  const shown = virtual.getVirtualItems()
  const spaceBefore = shown[0]?.start ?? 0
  const spaceAfter = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0)
  return (
    // oxlint-disable-next-line no-noninteractive-tabindex -- a region that scrolls has to be reached by keyboard
    <section ref={frame} className={`${classes.frame} site-panel`} aria-label="In Trash" tabIndex={0}>
      <table className={classes.table} aria-label="In Trash">
        <Head {...props} />
        {spaceBefore > 0 && <tbody aria-hidden="true" style={{ height: spaceBefore }} />}
        {shown.map(({ index, key }) => {
          const item = items[index]
          if (!item) return null
          const { entryId } = item
          const isOpen = openIds.has(entryId)
          const toggle = () => item.deleting === null && onSelect(toggled(ids, entryId))
          const open = () => setOpenIds(toggled(openIds, entryId))
          return (
            <tbody key={key} ref={virtual.measureElement} data-index={index}>
              <TrashRow
                item={item}
                isSelected={ids.has(entryId)}
                isOpen={isOpen}
                showsOwner={showsOwner}
                onToggle={toggle}
                onOpen={open}
                onKey={(event) => moveByKey(event, toggle, open)}
              />
              {isOpen && (
                <tr>
                  <td colSpan={showsOwner ? 10 : 9} className={classes.detail}>
                    <TrashDetail item={item} acts={acts} />
                  </td>
                </tr>
              )}
            </tbody>
          )
        })}
        {spaceAfter > 0 && <tbody aria-hidden="true" style={{ height: spaceAfter }} />}
      </table>
    </section>
  )
}
