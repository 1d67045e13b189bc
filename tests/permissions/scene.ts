// One thing in one place, with everybody around it: told as commands, to be given to the rules or to a real store.
import { createHash } from 'node:crypto'
import type { Command } from '../../src/lifecycle/commands.ts'
import type { Actor, Scope } from '../../src/lifecycle/rights.ts'
import type { Image, Item, ItemKind, State } from '../../src/lifecycle/state.ts'
import type { Whereabouts } from '../../src/lifecycle/whereabouts.ts'
import { analysis, project, run, sample, stateOf, worker } from '../lifecycle/world.ts'
import type { Person } from './expectations.ts'

/** The id of something in every scene, in the form of a UUID. */
export function idOf(what: string): string {
  const hex = createHash('sha256').update(what).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}

/** In the name of everything and everybody here, and in no other word: whoever may not see a thing must not read it anywhere. */
export const secretWord = 'zwicky'
export const names = { project: 'zwicky-lmc', run: 'zwicky-pilot', sample: 'zwicky-stars', analysis: 'zwicky-eta' } as const
export const itemIds = { project: idOf('lmc'), run: idOf('pilot'), sample: idOf('stars'), analysis: idOf('eta') } as const
export const entryId = idOf('entry')
export const holdId = idOf('hold')
export const imageId = idOf('image')
export const imageIds = [imageId, idOf('image 2'), idOf('image 3')] as const
export const operationId = idOf('operation')
export const purgeId = idOf('purge')

/** Users by their names. Cleo made what is in the project of Olga, after Fred, who gave both away. Hugo has set a hold and left. */
export const userNames = ['cleo', 'ada', 'olga', 'ed', 'vic', 'guy', 'sam', 'fred', 'hugo', 'nia'] as const
export type UserName = (typeof userNames)[number]

export function userId(name: UserName): string {
  return idOf(`user ${name}`)
}

export function homeOf(name: UserName): string {
  return idOf(`home ${name}`)
}

export function actorNamed(name: UserName, scopes: readonly Scope[] | null = null): Actor & { kind: 'user' } {
  return { kind: 'user', userId: userId(name), isAdministrator: name === 'ada', isActive: true, scopes }
}

export interface SceneKey {
  readonly of: ItemKind
  readonly where: Whereabouts
  /** What the run is doing while it is live. */
  readonly work: 'rested' | 'queued' | 'running'
  readonly isHeld: boolean
}

/** Who a person of the table is, as a user: for a project its creator is its owner. */
export function userOf(person: Person, of: ItemKind | 'store'): UserName | null {
  switch (person) {
    case 'creator':
    case 'deactivated':
    case 'token with':
    case 'token without':
      return of === 'project' ? 'olga' : 'cleo'
    case 'administrator':
      return 'ada'
    case 'project owner':
      return 'olga'
    case 'editor':
      return 'ed'
    case 'viewer':
      return 'vic'
    case 'grantee':
      return 'guy'
    case 'stranger':
      return 'sam'
    case 'former owner':
      return 'fred'
    case 'hold setter':
      return 'hugo'
    case 'anonymous':
  }
  return null
}

/** Everything is Fred's at first. */
export function firstState(): State {
  const [lmc, fred] = [itemIds.project, userId('fred')]
  const members = new Map([
    [userId('ed'), 'editor'],
    [userId('vic'), 'viewer'],
    [userId('hugo'), 'editor'],
  ] as const)
  const grantees = [userId('guy')]
  const items: Item[] = [
    ...userNames.map((name) => project(homeOf(name), userId(name), { use: 'personal', name: `Runs of ${name}-${secretWord}` })),
    project(lmc, fred, { name: names.project, members }),
    run(itemIds.run, fred, lmc, { name: names.run, grantees }),
    { ...sample(itemIds.sample, fred, lmc, [itemIds.run]), name: names.sample, grantees },
    { ...analysis(itemIds.analysis, fred, lmc, [itemIds.sample]), name: names.analysis, grantees },
  ]
  const images = imageIds.map((id): Image => ({ id, ingestedBy: [], state: { place: 'live' } }))
  return stateOf(items, { images: new Map(images.map((image) => [image.id, image])) })
}

/** The result of the nth version. */
export function resultIdOf(version: number): string {
  return idOf(`result ${version}`)
}

function processing(count: number): readonly Command[] {
  const itemId = itemIds.run
  const ofWork = { itemId, operationId: idOf(`processing ${count}`) }
  const ofAttempt = { ...ofWork, attempt: 1 }
  const result = { id: resultIdOf(count), imageIds }
  return [
    { name: 'process', actor: actorNamed('fred'), ...ofWork, imageIds: [] },
    { name: 'start', actor: worker, ...ofWork },
    { name: 'ingestImages', actor: worker, imageIds, holder: ofAttempt },
    { name: 'complete', actor: worker, ...ofAttempt, result },
  ]
}

function handedOver(): readonly Command[] {
  const fred = actorNamed('fred')
  const give = (itemId: string, to: UserName): Command => ({ name: 'transfer', actor: fred, itemId, toUserId: userId(to) })
  const made = [itemIds.run, itemIds.sample, itemIds.analysis].map((id) => give(id, 'cleo'))
  return [...made, give(itemIds.project, 'olga')]
}

function held(of: ItemKind): readonly Command[] {
  const [hugo, olga] = [actorNamed('hugo'), actorNamed('olga')]
  return [
    { name: 'hold', actor: hugo, itemId: itemIds[of], holdId, version: null, reason: 'in the paper' },
    { name: 'unshare', actor: olga, itemId: itemIds.project, userId: userId('hugo') },
  ]
}

const unheld: Command = { name: 'unshare', actor: actorNamed('olga'), itemId: itemIds.project, userId: userId('hugo') }

function atWork(work: SceneKey['work']): readonly Command[] {
  if (work === 'rested') return []
  const ofWork = { itemId: itemIds.run, operationId }
  const queued: Command = { name: 'process', actor: actorNamed('cleo'), ...ofWork, imageIds: [] }
  return work === 'queued' ? [queued] : [queued, { name: 'start', actor: worker, ...ofWork }]
}

function putAway(of: ItemKind, where: Whereabouts): readonly Command[] {
  if (where === 'live') return []
  const root = where === 'hidden' ? 'project' : of
  const actor = actorNamed(root === 'project' ? 'olga' : 'cleo')
  const trash: Command = { name: 'trash', actor, itemId: itemIds[root], entryId, companionIds: [], reason: '' }
  const hashes = { planHash: 'h', confirmedHash: 'h' }
  const purge: Command = { name: 'purge', actor, purgeId, entryIds: [entryId], ...hashes, reason: '' }
  const purgeDone: Command = { name: 'purgeDone', actor: worker, purgeId }
  if (where === 'purging') return [trash, purge]
  return where === 'purged' ? [trash, purge, purgeDone] : [trash]
}

/** How it came to a scene, from {@link firstState}. */
export function storyOf({ of, where, work, isHeld }: SceneKey): readonly Command[] {
  return [
    ...processing(1),
    ...processing(2),
    ...handedOver(),
    ...(isHeld ? held(of) : [unheld]),
    ...(where === 'live' ? atWork(work) : []),
    ...putAway(of, where),
  ]
}
