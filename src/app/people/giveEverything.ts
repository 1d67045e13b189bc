import type { Result } from '../../fault/fault.ts'
import type { LifeEvent } from '../../lifecycle/events.ts'
import type { ItemKind, State } from '../../lifecycle/state.ts'
import { knownItem } from '../../lifecycle/whereabouts.ts'
import { decideAndSave, type Decided } from '../../store/state/performCommand.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { asAdministrator } from './asAdministrator.ts'
import { activeUser, knownUser } from './knownUser.ts'

export interface GiveRequest {
  /** Names of users; who gives may be deactivated. */
  readonly from: string
  readonly to: string
  readonly reason: string
}

export interface GivenEverything {
  readonly from: string
  readonly to: string
  readonly given: Readonly<Record<ItemKind, number>>
  /** How many of these are in the trash, by themselves or with their project. */
  readonly inTrash: number
  /** Images that were ingested by themselves, and are kept for the new owner now. */
  readonly images: number
}

function isInTrash(state: State, itemId: string): boolean {
  const item = knownItem(state, itemId)
  const project = item.kind === 'project' ? item : knownItem(state, item.projectId)
  return item.state.place !== 'live' || project.state.place !== 'live'
}

function summaryOf({ before, events }: Decided): Pick<GivenEverything, 'given' | 'inTrash' | 'images'> {
  const given = { project: 0, run: 0, sample: 0, analysis: 0 }
  const transfers = events.filter((event): event is LifeEvent<'transferred'> => event.type === 'transferred')
  for (const { itemId } of transfers) given[knownItem(before, itemId).kind]++
  const held = events.find((event) => event.type === 'imagesHeld')
  return {
    given,
    inTrash: transfers.filter(({ itemId }) => isInTrash(before, itemId)).length,
    images: held?.imageIds.length ?? 0,
  }
}

/**
 * Gives all that one user has to another in one step, what is in the trash included: for somebody who goes. The personal
 * project stays, empty of what they made: its items change hands where they are.
 *
 * @returns `right.denied` for all but administrators, `right.reason` without a reason, `grant.pointless` for one user
 * twice, `user.inactive` where the new owner is deactivated
 */
export function giveEverything(halley: Halley, { from, to, reason }: GiveRequest): Promise<Result<GivenEverything>> {
  return asAdministrator(halley, 'Give everything', async ({ transaction }) => {
    const [giver, receiver] = [await knownUser(transaction, from), await activeUser(transaction, to)]
    const decided = await decideAndSave(transaction, {
      slice: { ownerIds: [giver.id] },
      command: { name: 'giveEverything', actor: actorOf(halley.user), fromUserId: giver.id, toUserId: receiver.id, reason },
      nowMs: halley.now().getTime(),
    })
    return { from: giver.name, to: receiver.name, ...summaryOf(decided) }
  })
}
