import { refuse } from '../../../fault/fault.ts'

export interface QueryToken {
  readonly kind: 'word' | 'number' | 'sexagesimal' | 'text' | 'symbol' | 'end'
  /** As written; of a text, what is between its quotes. */
  readonly text: string
  /** Where it starts, in characters from 1. */
  readonly column: number
}

const pattern =
  /(?<space>\s+)|(?<word>[A-Za-z_]\w*)|(?<sexagesimal>[+-]?\d+:\d+(?::\d+(?:\.\d*)?)?|[+-]?\d+[hd](?:\d+m)?(?:\d+(?:\.\d*)?s)?(?!\w))|(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<text>'(?:[^']|'')*'|"(?:[^"]|"")*")|(?<symbol><=|>=|!=|<>|==|[<>=(),])/uy

const kinds = ['word', 'sexagesimal', 'number', 'text', 'symbol'] as const

function unquoted(text: string): string {
  const quote = text[0]
  return text.slice(1, -1).replaceAll(quote + quote, quote)
}

function refuseCharacter(text: string, at: number): never {
  const isQuote = text[at] === "'" || text[at] === '"'
  const found = isQuote ? 'a text that does not end' : JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))
  const expected = isQuote ? 'its other quotation mark' : 'a name, a number, a text in quotation marks, a comparison or a bracket'
  refuse('query.syntax', `Query, column ${at + 1}: expected ${expected}, found ${found}.`, {
    hint: 'Write conditions such as: n_meas >= 3 and eta_peak > 2.5 and not new',
    data: { column: at + 1, expected, found },
  })
}

/** The words, numbers and signs of a query's text, the end last. Throws a `Refusal` (`query.syntax`). */
export function queryTokens(text: string): QueryToken[] {
  const tokens: QueryToken[] = []
  for (let at = 0; at < text.length;) {
    pattern.lastIndex = at
    const groups = pattern.exec(text)?.groups
    if (!groups) return refuseCharacter(text, at)
    const kind = kinds.find((name) => groups[name] !== undefined)
    if (kind) tokens.push({ kind, text: kind === 'text' ? unquoted(groups[kind] ?? '') : (groups[kind] ?? ''), column: at + 1 })
    at = pattern.lastIndex
  }
  return [...tokens, { kind: 'end', text: '', column: text.length + 1 }]
}
