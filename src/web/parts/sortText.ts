import type { TableSort } from './table/tableColumn.ts'

/** An order as addresses have it: `name`, or `-name` for the other way round. */
export function sortText({ column, isDescending }: TableSort): string {
  return isDescending ? `-${column}` : column
}

export function readSort(text: string | undefined): TableSort | undefined {
  if (!text) return undefined
  return text.startsWith('-') ? { column: text.slice(1), isDescending: true } : { column: text, isDescending: false }
}
