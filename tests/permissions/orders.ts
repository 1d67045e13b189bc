// The command that a person gives in a scene: such that nothing but who they are, and where the thing is, decides.
import type { Command, CommandName } from '../../src/lifecycle/commands.ts'
import type { Actor, Scope } from '../../src/lifecycle/rights.ts'
import type { Item, ItemKind } from '../../src/lifecycle/state.ts'
import type { Whereabouts } from '../../src/lifecycle/whereabouts.ts'
import { analysis, project, run, sample } from '../lifecycle/world.ts'
import type { Act, Expectation, Person, Subject } from './expectations.ts'
import { actorNamed, entryId, holdId, homeOf, idOf, imageId, itemIds, operationId, purgeId, userId, userOf } from './scene.ts'
import type { SceneKey, UserName } from './scene.ts'

const allScopes: readonly Scope[] = ['read', 'write', 'trash', 'purge', 'administer']

/** Who shows the tokens of the table: somebody who may. */
function bearerOf(act: Act, of: Subject): UserName {
  if (act === 'giveEverything') return 'ada'
  if (act === 'leave') return of === 'project' ? 'vic' : 'guy'
  return of === 'project' || act === 'create' ? 'olga' : 'cleo'
}

/** The user whom a person of the table is; null for nobody. */
export function userOfCell({ act, of }: Expectation, person: Person): UserName | null {
  if (person === 'token with' || person === 'token without') return bearerOf(act, of)
  return userOf(person, act === 'create' ? 'project' : of)
}

export function scopesOf({ scopes }: Expectation, person: Person): readonly Scope[] | null {
  if (person === 'token with') return scopes
  return person === 'token without' ? allScopes.filter((each) => each !== scopes[0]) : null
}

export function actorOfCell(expectation: Expectation, person: Person): Actor {
  const name = userOfCell(expectation, person)
  if (name === null) return { kind: 'anonymous' }
  return { ...actorNamed(name, scopesOf(expectation, person)), isActive: person !== 'deactivated' }
}

const busy: readonly Act[] = ['cancel', 'cancelAndTrash', 'complete', 'fail', 'handBack']

/** What the thing must be like for an act to be about nothing but rights and places. */
export function sceneOf({ act, of, where }: Expectation): SceneKey {
  const work = act === 'start' ? 'queued' : busy.includes(act) ? 'running' : 'rested'
  // What is made is asked of its project; what is held is never purged.
  const subject: ItemKind = of === 'store' ? 'run' : act === 'create' ? 'project' : of
  const isHeld = act === 'release' && where !== 'purging' && where !== 'purged'
  return { of: subject, where, work, isHeld }
}

/** A thing of a kind that is not there yet. */
export function newItem(kind: ItemKind, ownerId: string): Item {
  const id = idOf('new')
  const home = itemIds.project
  if (kind === 'project') return project(id, ownerId, { name: 'new' })
  if (kind === 'run') return run(id, ownerId, home, { name: 'new' })
  return { ...(kind === 'sample' ? sample : analysis)(id, ownerId, home, []), name: 'new' }
}

/** The trash entry of an item, or the id of none where there is none. */
function entryOf(where: Whereabouts): string {
  return where === 'trashed' || where === 'purging' ? entryId : idOf('no entry')
}

const because = { reason: 'because' }

/** What every command is told in a cell: all that there are, or it does not compile. */
export function toldIn(expectation: Expectation, person: Person): Readonly<Record<CommandName, () => object>> {
  const { of, where } = expectation
  const name = userOfCell(expectation, person) ?? 'sam'
  const itemId = of === 'store' ? '' : itemIds[of]
  const ofWork = { itemId, operationId: idOf('next operation'), imageIds: [] }
  const ofAttempt = { itemId, operationId, attempt: 1 }
  const trashing = { itemId, entryId: idOf('next entry'), ...because, companionIds: [] }
  const purging = { purgeId: idOf('next purge'), planHash: 'h', confirmedHash: 'h', ...because }
  return {
    create: () => ({ item: newItem(of === 'store' ? 'run' : of, userId(name)) }),
    process: () => ofWork,
    addImages: () => ofWork,
    start: () => ({ itemId, operationId }),
    complete: () => ({ ...ofAttempt, result: { id: idOf('result 3'), imageIds: [imageId] } }),
    fail: () => ofAttempt,
    handBack: () => ofAttempt,
    cancel: () => ({ itemId }),
    revertVersion: () => ({ itemId, operationId: idOf('next operation'), version: 1 }),
    clear: () => trashing,
    trashVersions: () => ({ ...trashing, versions: [1] }),
    trash: () => trashing,
    cancelAndTrash: () => trashing,
    restoreFromTrash: () => ({ entryId: entryOf(where), intoProjectId: null, newNames: new Map() }),
    takeOut: () => ({ itemId, intoProjectId: homeOf(name), newName: null }),
    purge: () => ({ entryIds: [entryOf(where)], ...purging }),
    purgeDone: () => ({ purgeId }),
    rename: () => ({ itemId, newName: 'renamed' }),
    move: () => ({ itemId, intoProjectId: homeOf(name) }),
    setRetention: () => ({ itemId, retentionDays: 7 }),
    transfer: () => ({ itemId, toUserId: userId('nia') }),
    giveEverything: () => ({ fromUserId: userId('cleo'), toUserId: userId('nia'), ...because }),
    share: () => ({ itemId, userId: userId('nia'), role: 'viewer' }),
    unshare: () => ({ itemId, userId: userId(of === 'project' ? 'vic' : 'guy') }),
    leave: () => ({ itemId }),
    hold: () => ({ itemId, holdId: idOf('next hold'), version: null, ...because }),
    release: () => ({ holdId }),
    giveNotice: () => ({ entryId, daysBefore: 7 }),
    ingestImages: () => ({ imageIds: [imageId], holder: null }),
    releaseImages: () => ({ imageIds: [imageId] }),
    beginUse: () => ({ itemId, operationId: idOf('use'), words: 'export' }),
    endUse: () => ({ operationId: idOf('use') }),
  }
}

/** @returns null for rights that no command is for */
export function orderOf(expectation: Expectation, person: Person): Command | null {
  const { act } = expectation
  if (act === 'read' || act === 'export' || act === 'comment' || act === 'edit') return null
  return { name: act, actor: actorOfCell(expectation, person), ...toldIn(expectation, person)[act]() } as Command
}
