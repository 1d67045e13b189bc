import { ActionIcon, Checkbox } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { useVirtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent } from 'react'
import type { ItemTableProps } from '../itemTable.tsx'
import classes from '../itemTable.module.css'
import type { TableColumn } from './tableColumn.ts'
import { toggled } from './tableSelection.ts'

function rowBeside(row: Element, step: number): HTMLElement | null {
  const rows = [...(row.closest('table')?.querySelectorAll<HTMLElement>('tr[data-row]') ?? [])]
  return rows[rows.findIndex((one) => one === row) + step] ?? null
}

/** `j`, `k` and the arrows move from row to row, `x` and space select, Enter opens. */
function moveByKey(event: KeyboardEvent<HTMLTableRowElement>, toggle: (() => void) | undefined, open: (() => void) | undefined): void {
  if (event.target !== event.currentTarget) return
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
  if (step !== undefined) rowBeside(event.currentTarget, step)?.focus()
  else if (event.key === 'x' || event.key === ' ') toggle?.()
  else if (event.key === 'Enter') open?.()
  else return
  event.preventDefault()
}

interface OpenerProps {
  readonly name: string
  readonly isOpen: boolean
  readonly onToggle: () => void
}

function Opener({ name, isOpen, onToggle }: OpenerProps) {
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <td className={classes.check}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-expanded={isOpen}
        aria-label={`${isOpen ? 'Close' : 'Open'} ${name}`}
        onClick={onToggle}
      >
        <Chevron size={16} aria-hidden="true" />
      </ActionIcon>
    </td>
  )
}

type TableRowsProps<Row> = Pick<
  ItemTableProps<Row>,
  'rows' | 'idOf' | 'nameOf' | 'selection' | 'isSelectable' | 'highlighted' | 'onOpen' | 'renderDetail'
> & {
  readonly shown: readonly TableColumn<Row>[]
  readonly virtual: ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>
  readonly openIds: ReadonlySet<string>
  readonly onToggleDetail: (id: string) => void
}

interface OneRowProps<Row> extends TableRowsProps<Row> {
  readonly row: Row
  readonly index: number
}

function OneRow<Row>({ row, index, ...props }: OneRowProps<Row>) {
  const { idOf, nameOf, selection, isSelectable, highlighted, onOpen, renderDetail, shown, openIds, onToggleDetail } = props
  const id = idOf(row)
  const canSelect = isSelectable?.(row) ?? true
  const isOpen = openIds.has(id)
  const toggle = selection && canSelect ? () => selection.onChange(toggled(selection.ids, id)) : undefined
  const toggleDetail = () => onToggleDetail(id)
  const open = onOpen ? () => onOpen(row) : renderDetail && toggleDetail
  return (
    <>
      <tr
        data-row
        tabIndex={-1}
        data-selected={selection?.ids.has(id) || highlighted?.has(id) || undefined}
        aria-rowindex={index + 2}
        onKeyDown={(event) => moveByKey(event, toggle, open)}
      >
        {selection && (
          <td className={classes.check}>
            <Checkbox
              size="xs"
              aria-label={`Select ${nameOf(row)}`}
              checked={selection.ids.has(id)}
              onChange={toggle}
              disabled={!canSelect}
            />
          </td>
        )}
        {renderDetail && <Opener name={nameOf(row)} isOpen={isOpen} onToggle={toggleDetail} />}
        {shown.map((column) => (
          <td key={column.id} className={column.isNumber ? classes.number : undefined}>
            {column.cell(row)}
          </td>
        ))}
      </tr>
      {renderDetail && isOpen && (
        <tr>
          <td colSpan={shown.length + (selection ? 2 : 1)} className={classes.detail}>
            {renderDetail(row)}
          </td>
        </tr>
      )}
    </>
  )
}

/** The rows in sight, each with what it opens to, between as much space as the others take. */
export function TableRows<Row>(props: TableRowsProps<Row>) {
  const { rows, virtual, renderDetail } = props
  const items = virtual.getVirtualItems()
  const spaceBefore = items[0]?.start ?? 0
  const spaceAfter = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <>
      {spaceBefore > 0 && <tbody aria-hidden="true" style={{ height: spaceBefore }} />}
      {items.map(({ index, key }) => {
        const row = rows[index]
        if (row === undefined) return null
        return (
          <tbody key={key} {...(renderDetail ? { ref: virtual.measureElement, 'data-index': index } : {})}>
            <OneRow {...props} row={row} index={index} />
          </tbody>
        )
      })}
      {spaceAfter > 0 && <tbody aria-hidden="true" style={{ height: spaceAfter }} />}
    </>
  )
}
