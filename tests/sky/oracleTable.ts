import { readFileSync } from 'node:fs'

/** The rows of a table in tests/oracles, after its line of origin and its line of names. */
export function oracleRows(path: string): string[][] {
  const text = readFileSync(new URL(`../oracles/${path}`, import.meta.url), 'utf8')
  const lines = text.trimEnd().split('\n')
  return lines.slice(2).map((line) => line.split(','))
}
