import type { OperationKind } from './operation.ts'

/** The queues that workers take from, with the kinds of operations in each. From `help` come parts of what others are at. */
const kindsOfQueues = {
  processing: ['process', 'addImages'],
  ingest: ['ingest'],
  export: ['export'],
  sample: ['sample'],
  analysis: ['analysis', 'rerun'],
  purge: ['purge'],
  help: [],
} as const satisfies Readonly<Record<string, readonly OperationKind[]>>

export type WorkQueue = keyof typeof kindsOfQueues

/** The kinds that workers do. The others are done by the process that asks for them. */
export type WorkedKind = (typeof kindsOfQueues)[WorkQueue][number]

export const workQueues = Object.keys(kindsOfQueues) as readonly WorkQueue[]

/** The kinds of operations that stand in some queues. */
export function kindsIn(queues: readonly WorkQueue[]): readonly WorkedKind[] {
  return queues.flatMap((queue): readonly WorkedKind[] => kindsOfQueues[queue])
}

/** The queue that operations of a kind stand in; undefined for those that no worker does. */
export function queueOf(kind: string): WorkQueue | undefined {
  return workQueues.find((queue) => kindsIn([queue]).some((one) => one === kind))
}
