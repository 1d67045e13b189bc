import { unfinishedOperations } from '../../store/catalogue/operations.ts'
import type { Halley } from '../halley.ts'
import { endAbandoned } from '../operations/abandonedOperations.ts'
import type { CheckOptions } from './checkStore.ts'
import { finding, type Finding } from './finding.ts'

const DAY_MS = 86_400_000

/** Operations that have neither ended nor been reported on for a day, once those of dead processes are seen to. */
export async function checkOperations(halley: Halley, { repair }: CheckOptions): Promise<readonly Finding[]> {
  if (repair) await endAbandoned(halley)
  const dayAgo = new Date(halley.now().getTime() - DAY_MS).toISOString()
  const stuck = (await unfinishedOperations(halley.store.catalogue)).filter(
    (operation) => (operation.leaseUntil ?? operation.createdAt) < dayAgo,
  )
  return stuck.map(({ id, kind, state, createdAt }) =>
    finding(
      'operations',
      'note',
      `Operation ${id} (${kind}) is ${state} since ${createdAt} and nobody reports on it: ./halley worker takes it, ./halley cancel ${id} ends it.`,
    ),
  )
}
