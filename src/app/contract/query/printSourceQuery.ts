import type { SourceQuery } from '../sourceQuery.ts'

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function inBrackets(query: SourceQuery): string {
  const text = printSourceQuery(query)
  return query.kind === 'and' || query.kind === 'or' ? `(${text})` : text
}

type QueryOf<Kind extends SourceQuery['kind']> = Extract<SourceQuery, { readonly kind: Kind }>

function joined({ kind, of }: QueryOf<'and' | 'or'>): string {
  return of.map(inBrackets).join(` ${kind} `)
}

const printers: { readonly [Kind in SourceQuery['kind']]: (query: QueryOf<Kind>) => string } = {
  all: () => 'all',
  and: joined,
  or: joined,
  not: ({ of }) => `not ${inBrackets(of)}`,
  cone: ({ raDeg, decDeg, radiusArcsec }) => `cone(${raDeg}, ${decDeg}, ${radiusArcsec})`,
  compare: ({ column, operator, value }) => `${column} ${operator} ${value}`,
  between: ({ column, min, max }) => `${column} between ${min} and ${max}`,
  oneOf: ({ column, values }) => `${column} in (${values.join(', ')})`,
  known: ({ column }) => `${column} is known`,
  flag: ({ column, value }) => `${column} = ${value}`,
  text: ({ column, values }) => {
    return values.length === 1 ? `${column} = ${quoted(values[0])}` : `${column} in (${values.map(quoted).join(', ')})`
  },
  contains: ({ column, text }) => `${column} contains ${quoted(text)}`,
  tagged: ({ tag }) => `tagged ${quoted(tag)}`,
  favourite: () => 'favourite',
}

/** A query as text that reads back as the same query. */
export function printSourceQuery<Kind extends SourceQuery['kind']>(query: QueryOf<Kind>): string {
  const kind: Kind = query.kind
  return printers[kind](query)
}
