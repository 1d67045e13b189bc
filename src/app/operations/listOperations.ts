import { endedOperations, unfinishedOperations } from '../../store/catalogue/operations.ts'
import type { OperationView } from '../contract/operation.ts'
import type { Halley } from '../halley.ts'
import { operationViews } from './operationViews.ts'

/** The operations that the user may see: all that are not done, oldest first, then the last that ended, newest first. */
export async function listOperations(halley: Halley, mostEnded: number): Promise<readonly OperationView[]> {
  const { catalogue } = halley.store
  return operationViews(halley, [...(await unfinishedOperations(catalogue)), ...(await endedOperations(catalogue, mostEnded))])
}
