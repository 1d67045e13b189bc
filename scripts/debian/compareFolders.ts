import { existsSync, globSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

const tableEndings = ['.csv', '.txt', '.json']

/** Relative difference that another version of the tool may show in the last digits. */
const RELATIVE_TOLERANCE = 1e-9
const ABSOLUTE_TOLERANCE = 1e-12

function sameToken(a: string, b: string): boolean {
  if (a === b) return true
  const [x, y] = [Number(a), Number(b)]
  return (
    Number.isFinite(x) &&
    Number.isFinite(y) &&
    Math.abs(x - y) <= ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * Math.max(Math.abs(x), Math.abs(y))
  )
}

function sameLine(a: string, b: string): boolean {
  const [first, second] = [a.split(/[\s,]+/), b.split(/[\s,]+/)]
  return first.length === second.length && first.every((token, index) => sameToken(token, second[index] ?? ''))
}

function compareTables(name: string, committed: string, made: string): string[] {
  const [a, b] = [committed.split('\n'), made.split('\n')]
  if (a.length !== b.length) return [`${name}: ${a.length} lines are committed, ${b.length} were made`]
  const line = a.findIndex((text, index) => !sameLine(text, b[index] ?? ''))
  return line < 0 ? [] : [`${name}: line ${line + 1} is committed as "${a[line]}", made as "${b[line]}"`]
}

function compareFile(committed: string, made: string, name: string): string[] {
  if (!existsSync(join(made, name))) return [`${name}: committed, but not made`]
  const [a, b] = [readFileSync(join(committed, name)), readFileSync(join(made, name))]
  if (tableEndings.includes(extname(name))) return compareTables(name, a.toString('utf8'), b.toString('utf8'))
  return a.equals(b) ? [] : [`${name}: the bytes differ`]
}

function filesIn(folder: string): string[] {
  return globSync('**/*.*', { cwd: folder }).sort()
}

/** Every difference between the committed folder and the one made anew, as sentences; empty when they agree. */
export function compareFolders(committed: string, made: string): string[] {
  const extra = filesIn(made).filter((name) => !existsSync(join(committed, name)))
  return [
    ...filesIn(committed).flatMap((name) => compareFile(committed, made, name)),
    ...extra.map((name) => `${name}: made, but not committed`),
  ]
}
