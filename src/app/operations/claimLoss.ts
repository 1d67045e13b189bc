import type { Fault } from '../../fault/fault.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import type { Claim } from '../../store/catalogue/operations.ts'
import { findOperation } from '../../store/catalogue/operations.ts'
import { cancelled, superseded } from './stopFaults.ts'

/**
 * Why a claim that no longer holds was lost.
 *
 * @returns `interrupted.cancelled` or `run.superseded`; null where its own holder ended the operation, as a publication does
 */
export async function claimLoss(catalogue: Catalogue, claim: Claim): Promise<Fault | null> {
  const operation = await findOperation(catalogue, claim.id)
  if (operation?.state === 'cancelled') return cancelled
  const isOwnEnd = operation?.state === 'completed' && operation.attempt === claim.attempt
  return isOwnEnd ? null : superseded
}
