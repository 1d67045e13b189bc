import { Checkbox, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import classes from '../itemTable.module.css'
import { sortNameOf, type TableColumn, type TableSort } from './tableColumn.ts'
import type { TableSelection } from './tableSelection.ts'

type OnSort = ((sort: TableSort) => void) | undefined

interface HeaderProps<Row> {
  readonly column: TableColumn<Row>
  readonly sort: TableSort | undefined
  readonly onSort: OnSort
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderProps<Row>) {
  const order = sortNameOf(column)
  const isSorted = sort?.column === order
  const words = (
    <span>
      {column.header}
      {column.unit && <span className="site-muted"> {column.unit}</span>}
    </span>
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
          onClick={() => onSort({ column: order, isDescending: isSorted ? !sort.isDescending : column.isNumber === true })}
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

function SelectAll({ selection, selectable }: { readonly selection: TableSelection; readonly selectable: readonly string[] }) {
  const here = selectable.filter((id) => selection.ids.has(id)).length
  const isAll = selectable.length > 0 && here === selectable.length
  return (
    <th scope="col" className={classes.check}>
      <Checkbox
        size="xs"
        aria-label={`Select all ${selectable.length}`}
        checked={isAll}
        indeterminate={here > 0 && !isAll}
        onChange={() => selection.onChange(new Set(isAll ? [] : selectable))}
      />
    </th>
  )
}

interface TableHeadProps<Row> {
  readonly columns: readonly TableColumn<Row>[]
  readonly sort: TableSort | undefined
  readonly onSort: OnSort
  readonly selection: TableSelection | undefined
  /** Ids of the rows that can be selected. */
  readonly selectable: readonly string[]
  readonly hasDetails: boolean
}

/** The names of the columns, by which rows are sorted, and the box that selects all. */
export function TableHead<Row>({ columns, sort, onSort, selection, selectable, hasDetails }: TableHeadProps<Row>) {
  return (
    <thead>
      <tr>
        {selection && <SelectAll selection={selection} selectable={selectable} />}
        {hasDetails && (
          <th scope="col" className={classes.check}>
            <VisuallyHidden>Details</VisuallyHidden>
          </th>
        )}
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  )
}
