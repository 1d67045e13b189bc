import { failure, refuse, Refusal, settle, success, type Result } from '../../fault/fault.ts'
import { rightRefusal } from '../../lifecycle/decide/ground.ts'
import { retentionDays as daysOf } from '../../lifecycle/retention.ts'
import type { Project } from '../../lifecycle/state.ts'
import { knownItem, statusWord, title } from '../../lifecycle/whereabouts.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { describeProject as saveDescription } from '../../store/catalogue/projects.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { descriptionFault } from '../items/descriptionFault.ts'
import { performOnItem } from '../items/performOnItem.ts'
import { named } from '../items/userWords.ts'

/** Says what a project is for, instead of what was said before. */
export async function describeProject(halley: Halley, projectId: string, description: string): Promise<Result<string>> {
  const { store, user } = halley
  const wrong = descriptionFault(description)
  if (wrong) return failure(wrong)
  const described = await settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      const state = await loadItemsAlone(transaction, [projectId])
      const project = knownItem(state, projectId)
      const no = rightRefusal(state, actorOf(user), { operation: 'edit' }, project)
      if (no) throw new Refusal(no)
      if (project.state.place !== 'live') {
        const message = `Describe: expected ${title(project)} to be live, found it ${statusWord(state, project)}.`
        refuse('item.state', message, { hint: 'Restore it from Trash first.', data: { itemId: projectId } })
      }
      await saveDescription(transaction, projectId, description)
      const at = halley.now().toISOString()
      const subject = { actorId: user.id, subjectKind: 'project', subjectId: projectId }
      await recordAudit(transaction, { at, action: 'described', ...subject, details: { description } })
      return description
    }),
  )
  return named(halley, described)
}

/**
 * Sets how long what goes to the Trash of a project from now on stays there.
 *
 * @param days 0: until somebody deletes it; null: as the server is set
 * @returns the days that hold now
 */
export async function setRetention(halley: Halley, projectId: string, days: number | null): Promise<Result<number>> {
  const command = { name: 'setRetention', actor: actorOf(halley.user), itemId: projectId, retentionDays: days } as const
  const decided = await performOnItem(halley, { slice: { itemIds: [projectId] }, command })
  if (!decided.ok) return decided
  const { after } = decided.value
  return success(daysOf(after, knownItem(after, projectId) as Project))
}
