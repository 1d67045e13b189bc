import { DOUBLE, LIST, listValue, VARCHAR, type DuckDBType, type DuckDBValue } from '@duckdb/node-api'

/** The values of one statement: they reach DuckDB beside its text, never in it. */
export class SqlParameters {
  readonly #values: DuckDBValue[] = []
  readonly #types: DuckDBType[] = []

  get values(): DuckDBValue[] {
    return this.#values
  }

  get types(): DuckDBType[] {
    return this.#types
  }

  /** What stands for the number in the statement. */
  number(value: number): string {
    return this.#add(value, DOUBLE)
  }

  text(value: string): string {
    return this.#add(value, VARCHAR)
  }

  numbers(values: readonly number[]): string {
    return this.#add(listValue(values), LIST(DOUBLE))
  }

  texts(values: readonly string[]): string {
    return this.#add(listValue(values), LIST(VARCHAR))
  }

  #add(value: DuckDBValue, type: DuckDBType): string {
    this.#values.push(value)
    this.#types.push(type)
    return `$${this.#values.length}`
  }
}
