import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { useMemo } from 'react'
import type { TableColumn } from './tableColumn.ts'

export interface ShownColumns<Row> {
  readonly shown: readonly TableColumn<Row>[]
  /** Those that may be shown or not, in the order of the table. */
  readonly choices: readonly TableColumn<Row>[]
  readonly keep: (ids: readonly string[]) => void
  readonly forget: () => void
}

/** The first column says what a row is, and columns of buttons are no matter of choice. */
function isFixed<Row>(column: TableColumn<Row>, index: number): boolean {
  return index === 0 || column.isControl === true
}

/**
 * The columns that the user chose for a table; the browser keeps them.
 *
 * @param table by what name they are kept
 * @param asked ids that an address asks for instead
 */
export function useShownColumns<Row>(
  table: string,
  columns: readonly TableColumn<Row>[],
  asked: readonly string[] | undefined,
): ShownColumns<Row> {
  const isNarrow = useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false }) ?? false
  const [kept, keep, forget] = useLocalStorage<readonly string[] | null>({
    key: `halley-columns-${table}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  return useMemo(() => {
    const ids = asked ?? kept
    const isShown = ({ id, isExtra, isWide }: TableColumn<Row>) => (ids ? ids.includes(id) : !isExtra && !(isNarrow && isWide))
    return {
      shown: columns.filter((column, index) => isFixed(column, index) || isShown(column)),
      choices: columns.filter((column, index) => !isFixed(column, index)),
      keep,
      forget,
    }
  }, [asked, kept, columns, isNarrow, keep, forget])
}
