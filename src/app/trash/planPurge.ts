import { failure, makeFault, type Result } from '../../fault/fault.ts'
import { entriesNamed } from '../../store/catalogue/trashEntries.ts'
import type { ShownPlan } from '../contract/plan.ts'
import type { Halley } from '../halley.ts'
import { showPlan } from './showPlan.ts'

/** What a purge of entries would destroy. @returns `item.notFound` where one of them is not in Trash, or not for the user to see */
export async function planPurge(halley: Halley, entryIds: readonly string[]): Promise<Result<ShownPlan>> {
  const found = await entriesNamed(halley.store.catalogue, entryIds, [])
  if (found.length === new Set(entryIds).size) return showPlan(halley, { act: 'purge', entryIds })
  return failure(
    makeFault('item.notFound', 'Expected something that you may see, found nothing.', {
      hint: 'It may have been restored or deleted by now: look at what is in Trash.',
    }),
  )
}
