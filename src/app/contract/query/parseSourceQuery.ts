import type { Result } from '../../../fault/fault.ts'
import { settleSync } from '../../../fault/fault.ts'
import { nearestName } from '../nearestName.ts'
import type { FlagColumn, NumberColumn, TextColumn } from '../sourceColumns.ts'
import { flagColumns, numberColumns, sourceColumnNames, textColumns } from '../sourceColumns.ts'
import type { Comparison, SourceQuery } from '../sourceQuery.ts'
import { comparisons } from '../sourceQuery.ts'
import { readCone, readNumber } from './parseCone.ts'
import type { QueryToken } from './queryTokens.ts'
import { queryTokens } from './queryTokens.ts'
import { TokenReader } from './tokenReader.ts'

/** Brackets and `not` within each other; more than anyone writes, and less than the stack takes. */
const MAX_DEPTH = 100

/** Other ways to write a comparison. */
const synonyms: Readonly<Record<string, Comparison>> = { '==': '=', '<>': '!=' }

function readOr(reader: TokenReader, depth: number): SourceQuery {
  return readChain(reader, 'or', () => readChain(reader, 'and', () => readNot(reader, depth)))
}

function readChain(reader: TokenReader, kind: 'and' | 'or', readOne: () => SourceQuery): SourceQuery {
  const first = readOne()
  const of = [first]
  while (reader.takeIf(kind)) of.push(readOne())
  return of.length === 1 ? first : { kind, of }
}

function readNot(reader: TokenReader, depth: number): SourceQuery {
  if (depth > MAX_DEPTH) reader.refuse(`at most ${MAX_DEPTH} brackets and nots within each other`)
  if (reader.takeIf('not')) return { kind: 'not', of: readNot(reader, depth + 1) }
  if (reader.takeIf('(')) {
    const inner = readOr(reader, depth + 1)
    reader.expect(')')
    return inner
  }
  if (reader.takeIf('all')) return { kind: 'all' }
  if (reader.takeIf('cone')) return readCone(reader)
  if (reader.takeIf('tagged')) return { kind: 'tagged', tag: readText(reader) }
  if (reader.takeIf('favourite')) return { kind: 'favourite' }
  return readCondition(reader)
}

function readCondition(reader: TokenReader): SourceQuery {
  const token = reader.take()
  if (token.kind !== 'word') reader.refuse('a column, cone, tagged, favourite, not, all or (', { at: token })
  const name = token.text.toLowerCase()
  const number = numberColumns.find((column) => column === name)
  if (number) return readNumberCondition(reader, number)
  const text = textColumns.find((column) => column === name)
  if (text) return readTextCondition(reader, text)
  const flag = flagColumns.find((column) => column === name)
  return flag ? readFlag(reader, flag) : refuseColumn(reader, token)
}

function refuseColumn(reader: TokenReader, token: QueryToken): never {
  const near = nearestName(token.text, sourceColumnNames)
  const hint = near ? `Did you mean ${near}?` : `The columns are: ${sourceColumnNames.join(', ')}.`
  return reader.refuse('a column of the sources', { at: token, code: 'query.column', hint })
}

function readComparison(reader: TokenReader): Comparison | null {
  const { kind, text } = reader.peek()
  const operator = kind === 'symbol' ? (synonyms[text] ?? comparisons.find((one) => one === text)) : undefined
  if (operator) reader.take()
  return operator ?? null
}

function readNumberCondition(reader: TokenReader, column: NumberColumn): SourceQuery {
  const operator = readComparison(reader)
  if (operator) return { kind: 'compare', column, operator, value: readNumber(reader) }
  if (reader.takeIf('between')) return readBetween(reader, column)
  if (reader.takeIf('in')) return { kind: 'oneOf', column, values: readList(reader, readNumber) }
  if (!reader.takeIf('is')) reader.refuse('a comparison, between, in or is')
  if (reader.takeIf('known')) return { kind: 'known', column }
  if (reader.takeIf('unknown')) return { kind: 'not', of: { kind: 'known', column } }
  return reader.refuse('known or unknown')
}

function readBetween(reader: TokenReader, column: NumberColumn): SourceQuery {
  const min = readNumber(reader)
  reader.expect('and')
  const at = reader.peek()
  const max = readNumber(reader)
  if (max < min) reader.refuse(`a number from ${min} on`, { at, code: 'query.value' })
  return { kind: 'between', column, min, max }
}

function readTextCondition(reader: TokenReader, column: TextColumn): SourceQuery {
  if (reader.takeIf('contains')) return { kind: 'contains', column, text: readText(reader) }
  if (reader.takeIf('in')) return { kind: 'text', column, values: readList(reader, readText) }
  const at = reader.peek()
  const operator = readComparison(reader)
  if (operator !== '=' && operator !== '!=') reader.refuse('=, !=, in or contains', { at })
  const equal: SourceQuery = { kind: 'text', column, values: [readText(reader)] }
  return operator === '=' ? equal : { kind: 'not', of: equal }
}

/** A flag by itself is the flag that is set. */
function readFlag(reader: TokenReader, column: FlagColumn): SourceQuery {
  const at = reader.peek()
  const operator = readComparison(reader)
  if (!operator) return { kind: 'flag', column, value: true }
  if (operator !== '=' && operator !== '!=') reader.refuse('= or !=', { at })
  const value = reader.takeIf('true') ? true : reader.takeIf('false') ? false : reader.refuse('true or false')
  return { kind: 'flag', column, value: operator === '=' ? value : !value }
}

function readText(reader: TokenReader): string {
  if (reader.peek().kind !== 'text') reader.refuse("a text in quotation marks, such as 'J001234-561234'")
  return reader.take().text
}

function readList<T>(reader: TokenReader, readOne: (reader: TokenReader) => T): T[] {
  reader.expect('(')
  const values = [readOne(reader)]
  while (reader.takeIf(',')) values.push(readOne(reader))
  reader.expect(')')
  return values
}

/**
 * Reads a query such as `n_meas >= 3 and eta_peak > 2.5 and not new and cone(12.5, -45.2, 2 arcmin)`. Words may be in
 * capitals or not. An empty text means all sources.
 *
 * @returns `query.syntax`, `query.column` or `query.value`, with the place of what was found in characters from 1
 */
export function parseSourceQuery(text: string): Result<SourceQuery> {
  return settleSync(() => {
    const reader = new TokenReader(queryTokens(text))
    if (reader.peek().kind === 'end') return { kind: 'all' }
    const query = readOr(reader, 0)
    if (reader.peek().kind !== 'end') reader.refuse('and, or, or the end of the query')
    return query
  })
}
