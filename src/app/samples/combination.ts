import type { SetOperator } from '../../store/samples/combining.ts'

/** How a sample was combined from others, as the catalogue and `sample.json` keep it. */
export interface Combination {
  readonly operator: SetOperator
  /** Null: sources are the same by run and id; else also those within this distance. */
  readonly radiusArcsec: number | null
  /** The query that sources have to fit besides, as text; absent: none. */
  readonly where?: string | undefined
  /** By the names that they had, in the order that they were named in. */
  readonly parents: readonly { readonly id: string; readonly name: string }[]
}

/** A combination in words: `bright and variable`, `'my sample' minus known within 5 arcsec`, `bright where eta_peak > 3`. */
export function combinationWords({ operator, radiusArcsec, where }: Omit<Combination, 'parents'>, names: readonly string[]): string {
  const quoted = names.map((name) => (/^[\w-]+$/.test(name) ? name : `'${name}'`))
  const within = radiusArcsec === null ? '' : ` within ${radiusArcsec} arcsec`
  return `${quoted.join(` ${operator} `)}${within}${where === undefined ? '' : ` where ${where}`}`
}
