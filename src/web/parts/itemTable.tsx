import { Group } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import classes from './itemTable.module.css'
import { ColumnChooser } from './table/columnChooser.tsx'
import { TableExportMenu } from './table/exportMenu.tsx'
import { TableHead } from './table/tableHead.tsx'
import { toggled, type TableSelection } from './table/tableSelection.ts'
import { sortRows, type TableColumn, type TableSort } from './table/tableColumn.ts'
import type { TableExport } from './table/tableExport.ts'
import { TableRows } from './table/tableRows.tsx'
import { useShownColumns, type ShownColumns } from './table/useShownColumns.ts'

export interface ItemTableProps<Row> {
  /** What the choice of its columns is kept by, and its files are called. */
  readonly name: string
  /** What the table is of, for screen readers. */
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly TableColumn<Row>[]
  /** How it is taken away whole. Null: it is a part of a form, and stands without the choice of columns. */
  readonly exports: TableExport<Row> | null
  readonly idOf: (row: Row) => string
  readonly nameOf: (row: Row) => string
  readonly sort?: TableSort | undefined
  readonly onSort?: (sort: TableSort) => void
  readonly selection?: TableSelection
  /** Rows that cannot be selected. */
  readonly isSelectable?: (row: Row) => boolean
  /** The rows come in their order: they are not sorted here. */
  readonly isSorted?: boolean
  /** Called when the last rows come into sight: there may be more. */
  readonly onEnd?: () => void
  /** Rows that something else on the page points at. */
  readonly highlighted?: ReadonlySet<string>
  /** Enter on a row that has the focus. */
  readonly onOpen?: (row: Row) => void
  /** What a row opens to, under it. */
  readonly renderDetail?: (row: Row) => ReactNode
  /** Above the table, such as how many there are. */
  readonly lead?: ReactNode
  /** Above the table, before the choice of columns. */
  readonly actions?: ReactNode
  /** More that it can be taken away as. */
  readonly exportsMore?: ReactNode
  /** Columns that an address asks for, instead of those that were chosen before. */
  readonly asked?: readonly string[] | undefined
  /** Called when columns are chosen. */
  readonly onChoose?: () => void
  /** Instead of a table without rows. */
  readonly empty?: ReactNode
}

const rowHeightPx = 32

/** What stands above a table: what is said of it, what can be done with it, its columns, and the way to take it away whole. */
function Tools<Row>(props: ItemTableProps<Row> & { readonly chosen: ShownColumns<Row> }) {
  const { name, label, rows, columns, exports, lead, actions, exportsMore, chosen, onChoose } = props
  if (!exports) return null
  const keep = (ids: readonly string[]) => {
    chosen.keep(ids)
    onChoose?.()
  }
  const forget = () => {
    chosen.forget()
    onChoose?.()
  }
  return (
    <Group justify="space-between" gap="sm" mb="sm" mih={30}>
      <div style={{ flex: 1 }}>{lead}</div>
      <Group gap="xs">
        {actions}
        {chosen.choices.length > 0 && <ColumnChooser label={label} columns={{ ...chosen, keep, forget }} />}
        <TableExportMenu label={label} name={name} columns={columns} rows={rows} exports={exports}>
          {exportsMore}
        </TableExportMenu>
      </Group>
    </Group>
  )
}

/** Rows that are all here are sorted here where the page does not keep their order itself. */
function useOrder<Row>({ sort, onSort, isSorted, exports }: ItemTableProps<Row>) {
  const [own, setOwn] = useState<TableSort | undefined>(undefined)
  if (onSort || isSorted || !exports) return { sort, onSort }
  return { sort: own ?? sort, onSort: setOwn }
}

/** A table of items: sorted, selected and opened with mouse or keyboard, its columns chosen, taken away whole; draws only the rows in sight. */
export function ItemTable<Row>(props: ItemTableProps<Row>) {
  const { name, label, columns, idOf, selection, isSelectable, isSorted = false, onEnd, renderDetail } = props
  const chosen = useShownColumns(name, columns, props.asked)
  const { sort, onSort } = useOrder(props)
  const rows = isSorted ? props.rows : sortRows(props.rows, columns, sort)
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(new Set())
  const frame = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeightPx,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : idOf(row)
    },
    overscan: 12,
  })
  const isAtEnd = (virtual.getVirtualItems().at(-1)?.index ?? -1) >= rows.length - 1
  useEffect(() => {
    if (isAtEnd) onEnd?.()
  }, [isAtEnd, onEnd])
  const isBare = rows.length === 0 && props.empty !== undefined
  return (
    <div>
      <Tools {...props} rows={rows} chosen={chosen} />
      {isBare && props.empty}
      {/* It stays, so that what draws the rows in sight keeps its place. */}
      {/* oxlint-disable-next-line no-noninteractive-tabindex -- a region that scrolls has to be reached by keyboard */}
      <section ref={frame} className={`${classes.frame} site-panel`} aria-label={label} tabIndex={0} hidden={isBare}>
        <table className={classes.table} aria-label={label} aria-rowcount={rows.length + 1}>
          <TableHead
            columns={chosen.shown}
            sort={sort}
            onSort={onSort}
            selection={selection}
            selectable={isSelectable ? rows.filter(isSelectable).map(idOf) : rows.map(idOf)}
            hasDetails={renderDetail !== undefined}
          />
          <TableRows
            {...props}
            rows={rows}
            shown={chosen.shown}
            virtual={virtual}
            openIds={openIds}
            onToggleDetail={(id) => setOpenIds(toggled(openIds, id))}
          />
        </table>
      </section>
    </div>
  )
}
