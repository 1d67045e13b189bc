import { z } from 'zod'
import { flagColumns, numberColumns, textColumns, type FlagColumn, type NumberColumn, type TextColumn } from './sourceColumns.ts'

export const comparisons = ['<', '<=', '=', '!=', '>=', '>'] as const

export type Comparison = (typeof comparisons)[number]

/**
 * Which sources are meant, as data. Each condition is true or false of a source: one on a value that is unknown is
 * false, and its opposite true.
 */
export type SourceQuery =
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly of: readonly SourceQuery[] }
  | { readonly kind: 'or'; readonly of: readonly SourceQuery[] }
  | { readonly kind: 'not'; readonly of: SourceQuery }
  /** Within a great-circle distance of a position, the edge included. */
  | { readonly kind: 'cone'; readonly raDeg: number; readonly decDeg: number; readonly radiusArcsec: number }
  | { readonly kind: 'compare'; readonly column: NumberColumn; readonly operator: Comparison; readonly value: number }
  /** Both ends included. */
  | { readonly kind: 'between'; readonly column: NumberColumn; readonly min: number; readonly max: number }
  | { readonly kind: 'oneOf'; readonly column: NumberColumn; readonly values: readonly number[] }
  | { readonly kind: 'known'; readonly column: NumberColumn }
  | { readonly kind: 'flag'; readonly column: FlagColumn; readonly value: boolean }
  /** One of these texts, whole. A name may have `VAST` before it, as in papers. */
  | { readonly kind: 'text'; readonly column: TextColumn; readonly values: readonly string[] }
  /** Has this text somewhere, in capitals or not. */
  | { readonly kind: 'contains'; readonly column: TextColumn; readonly text: string }
  /** Has this tag, by whomever, when the query is asked. */
  | { readonly kind: 'tagged'; readonly tag: string }
  /** Is a favourite of who asks, when it is asked. */
  | { readonly kind: 'favourite' }

export const maxConeArcsec = 180 * 3600

const numberColumn = z.enum(numberColumns)
const textColumn = z.enum(textColumns)

const leaves = [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({
    kind: z.literal('cone'),
    raDeg: z.number().min(0).lt(360),
    decDeg: z.number().min(-90).max(90),
    radiusArcsec: z.number().min(0).max(maxConeArcsec),
  }),
  z.strictObject({ kind: z.literal('compare'), column: numberColumn, operator: z.enum(comparisons), value: z.number() }),
  z
    .strictObject({ kind: z.literal('between'), column: numberColumn, min: z.number(), max: z.number() })
    .refine(({ min, max }) => min <= max, 'expected min at most max'),
  z.strictObject({ kind: z.literal('oneOf'), column: numberColumn, values: z.array(z.number()).min(1) }),
  z.strictObject({ kind: z.literal('known'), column: numberColumn }),
  z.strictObject({ kind: z.literal('flag'), column: z.enum(flagColumns), value: z.boolean() }),
  z.strictObject({ kind: z.literal('text'), column: textColumn, values: z.array(z.string()).min(1) }),
  z.strictObject({ kind: z.literal('contains'), column: textColumn, text: z.string() }),
  z.strictObject({ kind: z.literal('tagged'), tag: z.string() }),
  z.strictObject({ kind: z.literal('favourite') }),
] as const

export const sourceQuerySchema: z.ZodType<SourceQuery> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    ...leaves,
    z.strictObject({ kind: z.literal('and'), of: z.array(sourceQuerySchema).min(2) }),
    z.strictObject({ kind: z.literal('or'), of: z.array(sourceQuerySchema).min(2) }),
    z.strictObject({ kind: z.literal('not'), of: sourceQuerySchema }),
  ]),
)
