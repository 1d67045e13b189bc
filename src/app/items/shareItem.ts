import { randomUUID } from 'node:crypto'
import { Refusal, success, type Result } from '../../fault/fault.ts'
import type { Command } from '../../lifecycle/commands.ts'
import { rightRefusal } from '../../lifecycle/decide/ground.ts'
import type { Operation } from '../../lifecycle/rights.ts'
import type { MemberRole, State } from '../../lifecycle/state.ts'
import { knownItem, title } from '../../lifecycle/whereabouts.ts'
import { addNotice } from '../../store/catalogue/notices.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import type { UserRow } from '../../store/catalogue/schema.ts'
import type { Decided } from '../../store/state/performCommand.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { activeUser, knownUser } from '../people/knownUser.ts'
import { performOnItem } from './performOnItem.ts'

/** What is done to an item for a user who is named. */
interface ForUser {
  readonly itemId: string
  /** The right that is asked for before the user is looked up: strangers learn no names. */
  readonly operation: Operation
  readonly find: (catalogue: Catalogue, nameOrId: string) => Promise<UserRow>
  readonly command: (userId: string) => Command
  /** What the user is told of it; default: nothing. */
  readonly tell?: (decided: Decided) => string
}

async function performFor(halley: Halley, userName: string, { itemId, operation, find, command, tell }: ForUser): Promise<Result<string>> {
  let found: UserRow | undefined
  const commandOf = async (state: State, transaction: Catalogue) => {
    const item = state.items.get(itemId)
    const no = item && rightRefusal(state, actorOf(halley.user), { operation }, item)
    if (no) throw new Refusal(no)
    found = await find(transaction, userName)
    return command(found.id)
  }
  const afterSave = async (transaction: Catalogue, decided: Decided) => {
    if (!tell || !found || found.id === halley.user.id) return
    const notice = { id: randomUUID(), userId: found.id, at: halley.now().toISOString(), kind: 'given', subjectId: itemId }
    await addNotice(transaction, { ...notice, words: tell(decided) })
  }
  const decided = await performOnItem(halley, { slice: { itemIds: [itemId] }, command: commandOf, afterSave })
  return decided.ok ? success(found?.name ?? userName) : decided
}

/**
 * Shares an item with a user: a project as viewer or editor, which changes the role of who is a member, anything else to
 * be read.
 *
 * @returns the name of the user; `user.notFound`, `user.inactive`, `grant.pointless`
 */
export function shareItem(halley: Halley, itemId: string, userName: string, role: MemberRole): Promise<Result<string>> {
  const actor = actorOf(halley.user)
  const command = (userId: string): Command => ({ name: 'share', actor, itemId, userId, role })
  return performFor(halley, userName, { itemId, operation: 'share', find: activeUser, command })
}

/** Ends what an item was shared with a user. @returns the name of the user; `grant.pointless` where it was not */
export function unshareItem(halley: Halley, itemId: string, userName: string): Promise<Result<string>> {
  const actor = actorOf(halley.user)
  const command = (userId: string): Command => ({ name: 'unshare', actor, itemId, userId })
  return performFor(halley, userName, { itemId, operation: 'share', find: knownUser, command })
}

/**
 * Makes another user the owner of an item; of a project with all in it that is its owner's, the trash included. The old
 * owner keeps no share in it; the new one is told.
 *
 * @returns the name of the user; `item.personal` for a personal project
 */
export function transferItem(halley: Halley, itemId: string, userName: string): Promise<Result<string>> {
  const actor = actorOf(halley.user)
  const command = (toUserId: string): Command => ({ name: 'transfer', actor, itemId, toUserId })
  const tell = ({ after, events }: Decided) => {
    const more = events.length > 1 ? `, and of ${events.length - 1} more in it` : ''
    return `${halley.user.name} made you the owner of ${title(knownItem(after, itemId))}${more}.`
  }
  return performFor(halley, userName, { itemId, operation: 'transfer', find: activeUser, command, tell })
}
