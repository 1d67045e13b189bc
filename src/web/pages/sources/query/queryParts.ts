import { printSourceQuery } from '../../../../app/contract/query/printSourceQuery.ts'
import { numberColumns, type NumberColumn } from '../../../../app/contract/sourceColumns.ts'
import type { SourceQuery } from '../../../../app/contract/sourceQuery.ts'

/** One end of a range; an open one is not in it. */
export interface Bound {
  readonly value: number
  readonly isOpen: boolean
}

export interface Range {
  readonly min: Bound | null
  readonly max: Bound | null
}

export interface Cone {
  readonly raDeg: number
  readonly decDeg: number
  readonly radiusArcsec: number
}

/** A source query as filters that all have to hold, and what no filter shows. */
export interface QueryParts {
  readonly cone: Cone | null
  readonly names: readonly string[]
  readonly ids: readonly number[]
  readonly isNew: boolean | null
  readonly isFavourite: boolean | null
  readonly tagsIn: readonly string[]
  readonly tagsOut: readonly string[]
  readonly ranges: Readonly<Partial<Record<NumberColumn, Range>>>
  readonly rest: readonly SourceQuery[]
}

export const noParts: QueryParts = {
  cone: null,
  names: [],
  ids: [],
  isNew: null,
  isFavourite: null,
  tagsIn: [],
  tagsOut: [],
  ranges: {},
  rest: [],
}

function conditionsOf(query: SourceQuery): readonly SourceQuery[] {
  if (query.kind === 'all') return []
  return query.kind === 'and' ? query.of.flatMap(conditionsOf) : [query]
}

function rangeOf(query: SourceQuery): { readonly column: NumberColumn; readonly range: Range } | null {
  if (query.kind === 'between') {
    const { column, min, max } = query
    return { column, range: { min: { value: min, isOpen: false }, max: { value: max, isOpen: false } } }
  }
  if (query.kind !== 'compare' || query.operator === '!=') return null
  const { column, operator, value } = query
  const bound = { value, isOpen: operator === '<' || operator === '>' }
  if (operator === '=') return { column, range: { min: bound, max: bound } }
  return { column, range: operator.startsWith('<') ? { min: null, max: bound } : { min: bound, max: null } }
}

/** Both ranges as one, where they bound different ends; null where that would lose one. */
function joined(a: Range | undefined, b: Range): Range | null {
  if (!a) return b
  if ((a.min && b.min) || (a.max && b.max)) return null
  return { min: a.min ?? b.min, max: a.max ?? b.max }
}

/** The parts with a range that a condition asks for; null where none can show it. */
function withRange(parts: QueryParts, query: SourceQuery): QueryParts | null {
  const asked = rangeOf(query)
  const range = asked ? joined(parts.ranges[asked.column], asked.range) : null
  return asked && range ? { ...parts, ranges: { ...parts.ranges, [asked.column]: range } } : null
}

function withNot(parts: QueryParts, of: SourceQuery): QueryParts | null {
  if (of.kind === 'tagged') return parts.tagsOut.includes(of.tag) ? null : { ...parts, tagsOut: [...parts.tagsOut, of.tag] }
  if (of.kind === 'favourite' && parts.isFavourite === null) return { ...parts, isFavourite: false }
  if (of.kind === 'flag' && of.column === 'new' && parts.isNew === null) return { ...parts, isNew: !of.value }
  return null
}

type QueryOf<Kind extends SourceQuery['kind']> = Extract<SourceQuery, { readonly kind: Kind }>

function noFilter(): null {
  return null
}

/** What a condition of each kind makes of the filters; null where none shows it. */
const absorbers: { readonly [Kind in SourceQuery['kind']]: (parts: QueryParts, query: QueryOf<Kind>) => QueryParts | null } = {
  all: (parts) => parts,
  and: noFilter,
  or: noFilter,
  known: noFilter,
  contains: noFilter,
  compare: withRange,
  between: withRange,
  cone: (parts, { raDeg, decDeg, radiusArcsec }) => (parts.cone ? null : { ...parts, cone: { raDeg, decDeg, radiusArcsec } }),
  text: (parts, { column, values }) => (column === 'name' && parts.names.length === 0 ? { ...parts, names: values } : null),
  oneOf: (parts, { column, values }) => (column === 'id' && parts.ids.length === 0 ? { ...parts, ids: values } : null),
  flag: (parts, { value }) => (parts.isNew === null ? { ...parts, isNew: value } : null),
  tagged: (parts, { tag }) => (parts.tagsIn.includes(tag) ? null : { ...parts, tagsIn: [...parts.tagsIn, tag] }),
  favourite: (parts) => (parts.isFavourite === null ? { ...parts, isFavourite: true } : null),
  not: (parts, { of }) => withNot(parts, of),
}

function withCondition<Kind extends SourceQuery['kind']>(parts: QueryParts, query: QueryOf<Kind>): QueryParts | null {
  const kind: Kind = query.kind
  return absorbers[kind](parts, query)
}

/** A query as filters; together they mean the same. */
export function partsOf(query: SourceQuery): QueryParts {
  return conditionsOf(query).reduce<QueryParts>((parts, one) => {
    return withCondition(parts, one) ?? { ...parts, rest: [...parts.rest, one] }
  }, noParts)
}

function rangeConditions(column: NumberColumn, { min, max }: Range): SourceQuery[] {
  if (min && max && !min.isOpen && !max.isOpen) {
    if (min.value === max.value) return [{ kind: 'compare', column, operator: '=', value: min.value }]
    if (min.value < max.value) return [{ kind: 'between', column, min: min.value, max: max.value }]
  }
  return [
    ...(min ? [{ kind: 'compare', column, operator: min.isOpen ? '>' : '>=', value: min.value } as const] : []),
    ...(max ? [{ kind: 'compare', column, operator: max.isOpen ? '<' : '<=', value: max.value } as const] : []),
  ]
}

/** What filters ask for as one query. */
export function queryOf(parts: QueryParts): SourceQuery {
  const { cone, names, ids, isNew, isFavourite, tagsIn, tagsOut, ranges, rest } = parts
  const favourite: SourceQuery = { kind: 'favourite' }
  const of: SourceQuery[] = [
    ...(cone ? [{ kind: 'cone', ...cone } as const] : []),
    ...(names.length > 0 ? [{ kind: 'text', column: 'name', values: names } as const] : []),
    ...(ids.length > 0 ? [{ kind: 'oneOf', column: 'id', values: ids } as const] : []),
    ...(isNew === null ? [] : [{ kind: 'flag', column: 'new', value: isNew } as const]),
    ...(isFavourite === null ? [] : [isFavourite ? favourite : ({ kind: 'not', of: favourite } as const)]),
    ...tagsIn.map((tag) => ({ kind: 'tagged', tag }) as const),
    ...tagsOut.map((tag) => ({ kind: 'not', of: { kind: 'tagged', tag } }) as const),
    ...numberColumns.flatMap((column) => {
      const range = ranges[column]
      return range ? rangeConditions(column, range) : []
    }),
    ...rest,
  ]
  const [only] = of
  if (only === undefined) return { kind: 'all' }
  return of.length === 1 ? only : { kind: 'and', of }
}

/** What filters ask for as the text of a query; nothing where all sources are meant. */
export function textOf(parts: QueryParts): string {
  const query = queryOf(parts)
  return query.kind === 'all' ? '' : printSourceQuery(query)
}

/** The filters with another range of a column, or none. */
export function setRange(parts: QueryParts, column: NumberColumn, range: Range): QueryParts {
  const { [column]: _, ...others } = parts.ranges
  return { ...parts, ranges: range.min || range.max ? { ...others, [column]: range } : others }
}
