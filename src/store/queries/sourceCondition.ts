/** Which sources are meant: the source query of the contract, as the store takes it. Columns are those of the sources table, `run` and `version`. */
export type SourceCondition =
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly of: readonly SourceCondition[] }
  | { readonly kind: 'or'; readonly of: readonly SourceCondition[] }
  | { readonly kind: 'not'; readonly of: SourceCondition }
  | SkyCone
  | {
      readonly kind: 'compare'
      readonly column: string
      readonly operator: '<' | '<=' | '=' | '!=' | '>=' | '>'
      readonly value: number
    }
  | { readonly kind: 'between'; readonly column: string; readonly min: number; readonly max: number }
  | { readonly kind: 'oneOf'; readonly column: string; readonly values: readonly number[] }
  | { readonly kind: 'known'; readonly column: string }
  | { readonly kind: 'flag'; readonly column: string; readonly value: boolean }
  | { readonly kind: 'text'; readonly column: string; readonly values: readonly string[] }
  | { readonly kind: 'contains'; readonly column: string; readonly text: string }

/** Everything within a great-circle distance of a position, the edge included. */
export interface SkyCone {
  readonly kind: 'cone'
  /** [0, 360) */
  readonly raDeg: number
  /** [-90, 90] */
  readonly decDeg: number
  /** [0, 648000] */
  readonly radiusArcsec: number
}
