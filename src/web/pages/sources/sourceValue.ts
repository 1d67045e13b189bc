import type { SourceDetails } from '../../../app/contract/sources.ts'

/** The value of a column of a source; null where it is unknown. */
export function sourceValue({ columns, values }: SourceDetails, name: string): SourceDetails['values'][number] {
  return values[columns.findIndex((column) => column.name === name)] ?? null
}

export interface Position {
  readonly raDeg: number
  readonly decDeg: number
}

export function positionOf(source: SourceDetails): Position {
  return { raDeg: Number(sourceValue(source, 'wavg_ra')), decDeg: Number(sourceValue(source, 'wavg_dec')) }
}
