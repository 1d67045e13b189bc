import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { hasSeal, sealAudit, verifyAudit, type ChainState } from '../../store/catalogue/auditSeals.ts'
import type { Halley } from '../halley.ts'

/**
 * Seals what is not sealed yet and computes the chain again.
 *
 * @param expectedHead a head that was noted earlier; null: none. A chain that never had it was written anew
 * @returns `audit.broken` with the first event that was changed or removed
 */
export async function verifyHistory({ store }: Halley, expectedHead: string | null): Promise<Result<ChainState>> {
  await sealAudit(store.catalogue, 'all')
  const state = await verifyAudit(store.catalogue)
  const { broken, sealed } = state
  if (broken) {
    return failure(
      makeFault(
        'audit.broken',
        `Expected the history as it was sealed, found event ${broken.position} (${broken.auditId}) ${broken.found}.`,
        {
          hint: 'Somebody changed the catalogue by other means than Halley: compare it with a backup in backups/.',
          data: { ...broken, sealed },
        },
      ),
    )
  }
  if (expectedHead === null || (await hasSeal(store.catalogue, expectedHead))) return success(state)
  return failure(
    makeFault('audit.rewritten', `Expected a history that once ended with ${expectedHead}, found none: its chain was written anew.`, {
      hint: 'Compare the catalogue with a backup in backups/.',
      data: { expectedHead, head: state.head },
    }),
  )
}
