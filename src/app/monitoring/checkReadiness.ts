import { settle, type Result } from '../../fault/fault.ts'
import { checkCatalogue } from '../../store/catalogue/checkCatalogue.ts'
import { openRoot } from '../../store/removal/storePlace.ts'
import type { Halley } from '../halley.ts'

/**
 * Whether the store can be used now.
 *
 * @returns `store.missing` or `store.foreign` where its disk is not mounted or another's is in its place, `catalogue.*`
 * where the catalogue does not answer
 */
export function checkReadiness({ store }: Pick<Halley, 'store'>): Promise<Result<null>> {
  return settle(async () => {
    await using _root = await openRoot(store)
    await checkCatalogue(store.catalogue)
    return null
  })
}
