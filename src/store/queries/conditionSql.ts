import { sqlName } from '../parquet/duckDb.ts'
import { sourcesTable } from '../tables/sources.ts'
import { coneSql } from './coneSql.ts'
import type { SourceCondition } from './sourceCondition.ts'
import type { SqlParameters } from './sqlParameters.ts'

const columns = new Set<string>(['run', 'version', ...sourcesTable.columns.map(({ name }) => name)])

/** Only names of columns that we know come into the text of a statement. */
function quotedColumn(name: string): string {
  if (!columns.has(name)) throw new TypeError(`The sources have no column ${name}.`)
  return sqlName(name)
}

/** Papers write VAST before the name of a source. */
function withoutPrefix(name: string): string {
  return name.replace(/^\s*VAST\s*/i, '')
}

interface Ground {
  readonly parameters: SqlParameters
  /** Inside a `not` an unknown value must make a condition false, not unknown, so that its opposite is true. */
  readonly mustBeKnown: boolean
}

type ConditionOf<Kind extends SourceCondition['kind']> = Extract<SourceCondition, { readonly kind: Kind }>

function leaf(sql: string, { mustBeKnown }: Ground): string {
  return mustBeKnown ? `coalesce(${sql}, false)` : `(${sql})`
}

function joined(conditions: readonly SourceCondition[], word: string, ground: Ground): string {
  return `(${conditions.map((one) => sqlOf(one, ground)).join(` ${word} `)})`
}

const writers: { readonly [Kind in SourceCondition['kind']]: (condition: ConditionOf<Kind>, ground: Ground) => string } = {
  all: () => 'true',
  and: ({ of }, ground) => joined(of, 'AND', ground),
  or: ({ of }, ground) => joined(of, 'OR', ground),
  not: ({ of }, { parameters }) => `(NOT ${sqlOf(of, { parameters, mustBeKnown: true })})`,
  cone: (cone, ground) => leaf(coneSql(cone, ground.parameters), ground),
  compare: ({ column, operator, value }, ground) => leaf(`${quotedColumn(column)} ${operator} ${ground.parameters.number(value)}`, ground),
  between: ({ column, min, max }, ground) => {
    const ends = `${ground.parameters.number(min)} AND ${ground.parameters.number(max)}`
    return leaf(`${quotedColumn(column)} BETWEEN ${ends}`, ground)
  },
  oneOf: ({ column, values }, ground) =>
    leaf(`CAST(${quotedColumn(column)} AS DOUBLE) IN (SELECT unnest(${ground.parameters.numbers(values)}))`, ground),
  known: ({ column }) => `(${quotedColumn(column)} IS NOT NULL)`,
  flag: ({ column, value }, ground) => leaf(`${quotedColumn(column)} = ${value}`, ground),
  text: ({ column, values }, ground) => {
    const wanted = column === 'name' ? values.map(withoutPrefix) : values
    return leaf(`${quotedColumn(column)} IN (SELECT unnest(${ground.parameters.texts(wanted)}))`, ground)
  },
  contains: ({ column, text }, ground) => leaf(`contains(lower(${quotedColumn(column)}), lower(${ground.parameters.text(text)}))`, ground),
}

function sqlOf<Kind extends SourceCondition['kind']>(condition: ConditionOf<Kind>, ground: Ground): string {
  const kind: Kind = condition.kind
  return writers[kind](condition, ground)
}

/**
 * A condition as SQL over the columns of the sources table, `run` and `version`. Each condition is true or false of a
 * row: on a value that is unknown it is false, and its opposite true.
 */
export function conditionSql(condition: SourceCondition, parameters: SqlParameters): string {
  return sqlOf(condition, { parameters, mustBeKnown: false })
}
