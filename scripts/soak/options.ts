import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'

export interface SoakOptions {
  /** Acts of clients that are to be done. */
  readonly operations: number
  readonly seed: number
  readonly database: 'sqlite' | 'postgresql'
  /** When to end at the latest; null: when all operations are done. */
  readonly minutes: number | null
  /** Seconds between two disturbances, on average. */
  readonly calmSeconds: number
  /** Operations from one look at the whole store to the next. */
  readonly checkEvery: number
  readonly clients: number
  readonly workers: number
}

export const usage = `usage: npm run soak -- [--operations N] [--seed S] [--database sqlite|postgresql] [--minutes M]
                      [--clients N] [--workers N] [--calm SECONDS] [--check-every N]
`

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0) || !Number.isFinite(value)) throw new TypeError(`expected a number above 0, found ${text}`)
  return value
}

function databaseOf(text: string): SoakOptions['database'] {
  if (text === 'sqlite' || text === 'postgresql') return text
  throw new TypeError(`--database: expected sqlite or postgresql, found ${text}`)
}

/** @throws TypeError for what cannot be */
export function readOptions(args: readonly string[]): SoakOptions {
  const given = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      operations: given,
      seed: given,
      database: given,
      minutes: given,
      clients: given,
      workers: given,
      calm: given,
      'check-every': given,
    },
  })
  const operations = positive(values.operations ?? '100000')
  return {
    operations,
    seed: Number(values.seed ?? randomInt(2 ** 30)),
    database: databaseOf(values.database ?? 'sqlite'),
    minutes: values.minutes === undefined ? null : positive(values.minutes),
    calmSeconds: positive(values.calm ?? '5'),
    checkEvery: positive(values['check-every'] ?? String(Math.ceil(operations / 10))),
    clients: positive(values.clients ?? '3'),
    workers: positive(values.workers ?? '2'),
  }
}
