import { failure, refuse, Refusal, settle, type Result } from '../../fault/fault.ts'
import { rightRefusal } from '../../lifecycle/decide/ground.ts'
import { knownItem, statusWord, title, whereabouts } from '../../lifecycle/whereabouts.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { saveDescription } from '../../store/catalogue/descriptions.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { descriptionFault } from './descriptionFault.ts'
import { named } from './userWords.ts'

/** Says what an item is for, instead of what was said before. @returns `item.description`, `item.state` for one that is not live */
export async function describeItem(halley: Halley, itemId: string, description: string): Promise<Result<string>> {
  const { store, user } = halley
  const wrong = descriptionFault(description)
  if (wrong) return failure(wrong)
  const described = await settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      const state = await loadItemsAlone(transaction, [itemId])
      const item = knownItem(state, itemId)
      const no = rightRefusal(state, actorOf(user), { operation: 'edit' }, item)
      if (no) throw new Refusal(no)
      if (whereabouts(state, item) !== 'live') {
        const message = `Describe: expected ${title(item)} to be live, found it ${statusWord(state, item)}.`
        refuse('item.state', message, { hint: 'Restore it from Trash first.', data: { itemId } })
      }
      await saveDescription(transaction, item.kind, itemId, description)
      const at = halley.now().toISOString()
      const subject = { actorId: user.id, subjectKind: item.kind, subjectId: itemId }
      await recordAudit(transaction, { at, action: 'described', ...subject, details: { description } })
      return description
    }),
  )
  return named(halley, described)
}
