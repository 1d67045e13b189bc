/** One column of a catalogue in memory, whatever format it was read from. */
export interface CatalogueColumn {
  readonly name: string
  /** '' where the file states none; as its unified content descriptor and its description. */
  readonly unit: string
  readonly ucd: string
  readonly description: string
  readonly values: CatalogueValues
}

/** Numbers with NaN for unknown; 0, 1 or 255 for unknown; texts with null for unknown. */
export type CatalogueValues =
  | { readonly kind: 'number'; readonly of: Float64Array }
  | { readonly kind: 'flag'; readonly of: Uint8Array }
  | { readonly kind: 'text'; readonly of: readonly (string | null)[] }

export interface CatalogueTable {
  readonly columns: readonly CatalogueColumn[]
  readonly rowCount: number
}
