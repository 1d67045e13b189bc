import { failure, success, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import type { Item, ItemKind } from '../../lifecycle/state.ts'
import { userIdsThatSignIn } from '../../store/catalogue/credentials.ts'
import { allUsers } from '../../store/catalogue/people.ts'
import { lastSeen } from '../../store/catalogue/sessions.ts'
import { loadAllItems } from '../../store/state/loadState.ts'
import { actorOf } from '../actor.ts'
import type { UserRecord } from '../contract/administration.ts'
import type { Halley } from '../halley.ts'
import { userSummary } from '../people/userSummary.ts'
import { diskUsage } from '../usage/diskUsage.ts'
import { storedBytes } from '../usage/storedBytes.ts'
import { storageLimitOf } from '../usage/storageLimit.ts'

function isTheirs(item: Item): boolean {
  return item.state.place !== 'purged' && !(item.kind === 'project' && item.use === 'personal')
}

function countOf(items: readonly Item[]): UserRecord['owns'] {
  const count = (kind: ItemKind) => items.filter((item) => item.kind === kind).length
  return { projects: count('project'), runs: count('run'), samples: count('sample'), analyses: count('analysis') }
}

/** All users by name, with what they own. @returns `right.denied` for all but administrators */
export async function listUserRecords(halley: Halley): Promise<Result<readonly UserRecord[]>> {
  const no = administratorRefusal(actorOf(halley.user), 'List the users')
  if (no) return failure(no)
  const { catalogue } = halley.store
  const usage = await diskUsage(halley)
  if (!usage.ok) return usage
  const items = [...(await loadAllItems(catalogue)).items.values()].filter(isTheirs)
  const byOwner = Map.groupBy(items, ({ ownerId }) => ownerId)
  const usageByOwner = Map.groupBy(usage.value.items, ({ owner }) => owner)
  const [signIn, seen] = [await userIdsThatSignIn(catalogue), await lastSeen(catalogue)]
  const records: UserRecord[] = []
  for (const user of await allUsers(catalogue)) {
    records.push({
      ...userSummary(user),
      email: user.email,
      canSignIn: signIn.has(user.id),
      seenUtc: seen.get(user.id) ?? null,
      owns: countOf(byOwner.get(user.id) ?? []),
      storedBytes: await storedBytes(halley.store, catalogue, user.id),
      storageLimit: await storageLimitOf(catalogue, user.id),
      frees: (usageByOwner.get(user.name) ?? []).reduce((total, { freesBytes }) => total + freesBytes, 0),
    })
  }
  return success(records)
}
