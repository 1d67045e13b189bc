/** A value of a statement, as plain data. */
export type SqlValue =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'numbers'; readonly value: readonly number[] }
  | { readonly type: 'texts'; readonly value: readonly string[] }

/** The values of one statement: they reach DuckDB beside its text, never in it. */
export class SqlParameters {
  readonly #values: SqlValue[] = []

  get values(): readonly SqlValue[] {
    return this.#values
  }

  /** What stands for the number in the statement. */
  number(value: number): string {
    return this.#add({ type: 'number', value })
  }

  text(value: string): string {
    return this.#add({ type: 'text', value })
  }

  numbers(value: readonly number[]): string {
    return this.#add({ type: 'numbers', value })
  }

  texts(value: readonly string[]): string {
    return this.#add({ type: 'texts', value })
  }

  #add(value: SqlValue): string {
    this.#values.push(value)
    return `$${this.#values.length}`
  }
}
