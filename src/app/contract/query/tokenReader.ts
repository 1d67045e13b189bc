import { refuse } from '../../../fault/fault.ts'
import type { QueryToken } from './queryTokens.ts'

function wordsOf({ kind, text }: QueryToken): string {
  if (kind === 'end') return 'the end of the query'
  return kind === 'text' ? `the text '${text}'` : text
}

/** Reads the tokens of a query one after the other; what does not fit throws a `Refusal` with its place. */
export class TokenReader {
  readonly #tokens: readonly QueryToken[]
  #next = 0

  constructor(tokens: readonly QueryToken[]) {
    this.#tokens = tokens
  }

  peek(): QueryToken {
    return this.#tokens[this.#next]
  }

  take(): QueryToken {
    const token = this.peek()
    if (token.kind !== 'end') this.#next++
    return token
  }

  /** Takes the next token if it is this word, in capitals or not, or this sign. */
  takeIf(text: string): boolean {
    const { kind, text: found } = this.peek()
    if ((kind !== 'word' && kind !== 'symbol') || found.toLowerCase() !== text) return false
    this.#next++
    return true
  }

  expect(text: string): void {
    if (!this.takeIf(text)) this.refuse(text)
  }

  /** Refuses the next token, or the one given. */
  refuse(expected: string, { at = this.peek(), code = 'query.syntax', hint = '' } = {}): never {
    const found = wordsOf(at)
    refuse(code, `Query, column ${at.column}: expected ${expected}, found ${found}.`, {
      hint: hint || 'Write conditions such as: n_meas >= 3 and eta_peak > 2.5 and not new',
      data: { column: at.column, expected, found },
    })
  }
}
