import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import classes from './itemTable.module.css'

export interface TableColumn<Row> {
  readonly id: string
  readonly header: string
  /** Stands once, in the header. */
  readonly unit?: string
  /** What it is, on hover. */
  readonly description?: string
  readonly isNumber?: boolean
  readonly cell: (row: Row) => ReactNode
  /** What the column is sorted by; without it, it is not. */
  readonly sortBy?: (row: Row) => string | number | null
  readonly width?: number
}

export interface TableSort {
  readonly column: string
  readonly isDescending: boolean
}

export interface TableSelection {
  readonly ids: ReadonlySet<string>
  readonly onChange: (ids: ReadonlySet<string>) => void
}

interface ItemTableProps<Row> {
  /** What the table is of, for screen readers. */
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly TableColumn<Row>[]
  readonly idOf: (row: Row) => string
  readonly nameOf: (row: Row) => string
  readonly sort?: TableSort | undefined
  readonly onSort?: (sort: TableSort) => void
  readonly selection?: TableSelection
  /** The rows come in their order: they are not sorted here. */
  readonly isSorted?: boolean
  /** Called when the last rows come into sight: there may be more. */
  readonly onEnd?: () => void
  /** Rows that something else on the page points at. */
  readonly highlighted?: ReadonlySet<string>
  /** Enter on a row that has the focus. */
  readonly onOpen?: (row: Row) => void
}

const rowHeightPx = 32

/** Rows by a column: texts as people count, numbers by size, what is missing last. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[], sort: TableSort | undefined): readonly Row[] {
  const sortBy = columns.find(({ id }) => id === sort?.column)?.sortBy
  if (!sort || !sortBy) return rows
  const sign = sort.isDescending ? -1 : 1
  const compare = (a: string | number | null, b: string | number | null) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true })
    return sign * order
  }
  return [...rows].sort((a, b) => compare(sortBy(a), sortBy(b)))
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

interface HeaderProps<Row> {
  readonly column: TableColumn<Row>
  readonly sort: TableSort | undefined
  readonly onSort: ((sort: TableSort) => void) | undefined
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderProps<Row>) {
  const isSorted = sort?.column === column.id
  const words = (
    <>
      {column.header}
      {column.unit && <span className="site-muted"> {column.unit}</span>}
    </>
  )
  const Arrow = sort?.isDescending ? IconArrowDown : IconArrowUp
  return (
    <th
      scope="col"
      className={column.isNumber ? classes.number : undefined}
      style={{ width: column.width }}
      title={column.description}
      aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
    >
      {column.sortBy && onSort ? (
        <button
          type="button"
          className={classes.sort}
          onClick={() => onSort({ column: column.id, isDescending: isSorted ? !sort.isDescending : column.isNumber === true })}
        >
          {words}
          {isSorted && <Arrow size={12} aria-hidden="true" />}
        </button>
      ) : (
        words
      )}
    </th>
  )
}

/** `j`, `k` and the arrows move from row to row, `x` and space select, Enter opens. */
function moveByKey(event: KeyboardEvent<HTMLTableRowElement>, toggle: (() => void) | undefined, open: (() => void) | undefined): void {
  if (event.target !== event.currentTarget) return
  const row = event.currentTarget
  const next = {
    j: row.nextElementSibling,
    ArrowDown: row.nextElementSibling,
    k: row.previousElementSibling,
    ArrowUp: row.previousElementSibling,
  }[event.key]
  if (next instanceof HTMLElement) next.focus()
  else if (event.key === 'x' || event.key === ' ') toggle?.()
  else if (event.key === 'Enter') open?.()
  else return
  event.preventDefault()
}

/** A table of items: sorted, selected and opened with mouse or keyboard; draws only the rows in sight. */
export function ItemTable<Row>(props: ItemTableProps<Row>) {
  const { label, columns, idOf, nameOf, sort, onSort, selection, onOpen } = props
  const { isSorted = false, onEnd } = props
  const rows = isSorted ? props.rows : sortRows(props.rows, columns, sort)
  const frame = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
  })
  const shown = virtual.getVirtualItems()
  const isAtEnd = (shown.at(-1)?.index ?? -1) >= rows.length - 1
  useEffect(() => {
    if (isAtEnd) onEnd?.()
  }, [isAtEnd, onEnd])
  const selectedHere = selection ? rows.filter((row) => selection.ids.has(idOf(row))).length : 0
  const spaceBefore = shown[0]?.start ?? 0
  const spaceAfter = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0)
  const selectAll = () => selection?.onChange(new Set(selectedHere === rows.length ? [] : rows.map(idOf)))
  return (
    // oxlint-disable-next-line no-noninteractive-tabindex -- a region that scrolls has to be reached by keyboard
    <section ref={frame} className={`${classes.frame} site-panel`} aria-label={label} tabIndex={0}>
      <table className={classes.table} aria-label={label} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className={classes.check}>
                <Checkbox
                  size="xs"
                  aria-label={`Select all ${rows.length}`}
                  checked={rows.length > 0 && selectedHere === rows.length}
                  indeterminate={selectedHere > 0 && selectedHere < rows.length}
                  onChange={selectAll}
                />
              </th>
            )}
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {spaceBefore > 0 && <tr aria-hidden="true" style={{ height: spaceBefore }} />}
          {shown.map(({ index }) => {
            const row = rows[index]
            if (row === undefined) return null
            const id = idOf(row)
            const toggle = selection && (() => selection.onChange(toggled(selection.ids, id)))
            const open = onOpen && (() => onOpen(row))
            return (
              <tr
                key={id}
                tabIndex={-1}
                data-selected={selection?.ids.has(id) || props.highlighted?.has(id) || undefined}
                aria-rowindex={index + 2}
                onKeyDown={(event) => moveByKey(event, toggle, open)}
              >
                {selection && (
                  <td className={classes.check}>
                    <Checkbox size="xs" aria-label={`Select ${nameOf(row)}`} checked={selection.ids.has(id)} onChange={toggle} />
                  </td>
                )}
                {columns.map((column) => (
                  <td key={column.id} className={column.isNumber ? classes.number : undefined}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
          {spaceAfter > 0 && <tr aria-hidden="true" style={{ height: spaceAfter }} />}
        </tbody>
      </table>
    </section>
  )
}
