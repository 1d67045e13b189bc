import type { Disturbance } from './disturber.ts'
import type { Ledger } from './ledger.ts'
import { isFlat, type MemoryWatch } from './memory.ts'
import type { SoakOptions } from './options.ts'

export interface SoakReport {
  readonly options: SoakOptions
  readonly seconds: number
  readonly ledger: Ledger
  readonly disturbances: readonly (readonly [Disturbance, number])[]
  /** What could not be tried here, and why; null where everything was. */
  readonly untried: string | null
  readonly inspections: number
  /** Processes that ended by themselves. */
  readonly losses: number
  /** Answers of the server, by their status. */
  readonly visits: ReadonlyMap<string, number>
  readonly growths: ReturnType<MemoryWatch['growths']>
  readonly violations: readonly string[]
  readonly folder: string
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`
}

function counted(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}

/** What is wrong with the memory of those that were watched. */
export function growthViolations({ growths }: SoakReport): readonly string[] {
  return growths.flatMap((growth) =>
    growth.fromBytes === null || isFlat(growth)
      ? []
      : [`the memory of ${growth.name} grew from ${megabytes(growth.fromBytes)} to ${megabytes(growth.toBytes)}`],
  )
}

function memoryLines({ growths }: SoakReport): readonly string[] {
  return growths.map((growth) => {
    const seen = `memory of ${growth.name}: peak ${megabytes(growth.peakBytes)}`
    if (growth.fromBytes === null) return `${seen}; seen for too short a time to say whether it grows`
    return `${seen}; after the first third the fitted line goes from ${megabytes(growth.fromBytes)} to ${megabytes(growth.toBytes)}: ${isFlat(growth) ? 'flat' : 'NOT FLAT'}`
  })
}

/** The whole of a soak in plain words. */
export function reportLines(report: SoakReport): readonly string[] {
  const { options, seconds, ledger, disturbances, untried, inspections, losses, folder } = report
  const violations = [...report.violations, ...growthViolations(report)]
  return [
    '',
    `${ledger.done} operations done in ${(seconds / 60).toFixed(1)} minutes on ${options.database}, seed ${options.seed}; ${ledger.refused} refused, ${ledger.unanswered} without an answer because their process was killed`,
    `done: ${counted(ledger.doneOf)}`,
    `refused: ${counted(ledger.refusedOf)}`,
    `went wrong: ${disturbances.map(([name, count]) => `${count} times ${name}`).join(', ')}; ${losses} processes could not start or ended meanwhile, and were started again`,
    `the server answered: ${counted(report.visits)}`,
    ...(untried === null ? [] : [`not tried: ${untried}`]),
    ...memoryLines(report),
    `${inspections} looks at the whole store`,
    ...(violations.length === 0
      ? ['No promise was broken: nothing lost, nothing stuck, nothing left over, fsck clean.']
      : [
          `${violations.length} VIOLATIONS:`,
          ...violations.map((words) => `  ${words}`),
          `To look into it: ${folder} has the journals of the clients, the times of what went wrong, the logs of all processes and the store. Begin the same again with --seed ${options.seed}`,
        ]),
  ]
}
