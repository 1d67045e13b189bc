import type { Item, State } from './state.ts'
import { whereabouts, type Whereabouts } from './whereabouts.ts'

/** Who somebody is to an item. One may be several things: what any of them may do, one may do. */
export type Role =
  | 'creator'
  | 'administrator'
  | 'projectOwner'
  | 'editor'
  | 'viewer'
  | 'grantee'
  | 'holdSetter'
  | 'stranger'
  | 'anonymous'
  | 'deactivated'

/** Who that is, as a refusal or a table says it. */
export const wordsOfRole: Readonly<Record<Role, string>> = {
  creator: 'its creator',
  administrator: 'an administrator',
  projectOwner: 'the owner of its project',
  editor: 'an editor',
  viewer: 'a viewer',
  grantee: 'somebody it is shared with',
  holdSetter: 'who set the hold',
  stranger: 'somebody else',
  anonymous: 'nobody who signed in',
  deactivated: 'a deactivated user',
}

export type Scope = 'read' | 'write' | 'trash' | 'purge' | 'administer'

export type Actor =
  | {
      readonly kind: 'user'
      readonly userId: string
      readonly isAdministrator: boolean
      readonly isActive: boolean
      /** What the token in use may do; null: no token, everything that its user may. */
      readonly scopes: readonly Scope[] | null
    }
  | { readonly kind: 'anonymous' }
  /** The program itself: operations that work for a user, and the sweep that purges what is due. */
  | { readonly kind: 'worker' | 'retention' }

const controllers: readonly Role[] = ['creator', 'administrator', 'projectOwner']
const collaborators: readonly Role[] = ['editor', 'viewer', 'grantee']
const everyone = [...controllers, ...collaborators]

interface Right {
  readonly allowed: readonly Role[]
  /** What a token needs for it. */
  readonly scope: Scope
  /** As the documentation says it. */
  readonly words: string
}

/**
 * Who may do what to an item. Whoever is not among the allowed is denied where they may read the item, and else told
 * that there is no such thing. Collaborators read nothing that is in the trash.
 */
export const rights = {
  read: { allowed: everyone, scope: 'read', words: 'Read' },
  export: { allowed: everyone, scope: 'read', words: 'Export' },
  comment: { allowed: everyone, scope: 'write', words: 'Comment, tag, mark as favourite' },
  create: { allowed: [...controllers, 'editor'], scope: 'write', words: 'Create in a project, move into it' },
  edit: { allowed: controllers, scope: 'write', words: 'Change the configuration, or the days in Trash of a project' },
  process: { allowed: controllers, scope: 'write', words: 'Process, add images' },
  cancel: { allowed: controllers, scope: 'write', words: 'Cancel' },
  revert: { allowed: controllers, scope: 'write', words: 'Restore Run, to any version' },
  rename: { allowed: controllers, scope: 'write', words: 'Rename' },
  move: { allowed: controllers, scope: 'write', words: 'Move to another project' },
  share: { allowed: controllers, scope: 'write', words: 'Share, change members' },
  transfer: { allowed: controllers, scope: 'write', words: 'Transfer to another owner' },
  trash: { allowed: controllers, scope: 'trash', words: 'Move to Trash, clear, trash versions' },
  restoreFromTrash: { allowed: controllers, scope: 'trash', words: 'Restore from Trash' },
  purge: { allowed: controllers, scope: 'purge', words: 'Delete permanently, empty Trash' },
  hold: { allowed: [...controllers, 'editor'], scope: 'write', words: 'Hold' },
  release: { allowed: [...controllers, 'holdSetter'], scope: 'write', words: 'Lift a hold' },
  leave: { allowed: collaborators, scope: 'write', words: 'Leave' },
  administer: {
    allowed: ['administrator'],
    scope: 'administer',
    words: 'Look after users, empty the Trash of another, give everything of one user to another',
  },
} satisfies Readonly<Record<string, Right>>

export type Operation = keyof typeof rights
export type Answer = 'allowed' | 'denied' | 'notFound'

/**
 * Answers for roles alone, as the documentation's table does.
 *
 * @param inTrash whether the item, or its project, is in the trash or on its way out
 */
export function mayRoles(operation: Operation, roles: readonly Role[], inTrash: boolean): Answer {
  const isOutside = roles.includes('anonymous') || roles.includes('deactivated')
  if (isOutside) return 'denied'
  const effective = inTrash ? roles.filter((role) => !collaborators.includes(role)) : roles
  const has = (right: Right) => effective.some((role) => right.allowed.includes(role))
  if (has(rights[operation])) return 'allowed'
  return has(rights.read) ? 'denied' : 'notFound'
}

/** Everything that a user is to an item: by itself, through its project, and to the hold where one is meant. */
export function rolesOf(state: State, actor: Actor, item: Item, holdSetterId?: string): readonly Role[] {
  if (actor.kind !== 'user') return [actor.kind === 'anonymous' ? 'anonymous' : 'stranger']
  if (!actor.isActive) return ['deactivated']
  const { userId } = actor
  const roles: Role[] = []
  if (item.ownerId === userId) roles.push('creator')
  if (actor.isAdministrator) roles.push('administrator')
  const project = item.kind === 'project' ? item : state.items.get(item.projectId)
  if (project?.kind === 'project') {
    const role = project.use === 'shared' ? 'editor' : project.members.get(userId)
    if (project.ownerId === userId) roles.push('projectOwner')
    if (role) roles.push(role)
  }
  if (item.kind !== 'project' && item.grantees.includes(userId)) roles.push('grantee')
  if (holdSetterId === userId) roles.push('holdSetter')
  return roles.length > 0 ? roles : ['stranger']
}

export function isInTrash(where: Whereabouts): boolean {
  return where !== 'live'
}

/** Whether an actor may do something to an item: roles, then the token's scope, which denies and hides nothing. */
export function may(state: State, actor: Actor, operation: Operation, item: Item, holdSetterId?: string): Answer {
  const answer = mayRoles(operation, rolesOf(state, actor, item, holdSetterId), isInTrash(whereabouts(state, item)))
  const lacksScope = actor.kind === 'user' && actor.scopes !== null && !actor.scopes.includes(rights[operation].scope)
  return answer === 'allowed' && lacksScope ? 'denied' : answer
}

/** Whether somebody acts on what is another's with an administrator's power alone: this needs a reason, and the owner is told. */
export function actsAsAdministrator(state: State, actor: Actor, item: Item): boolean {
  const roles = rolesOf(state, actor, item)
  return roles.includes('administrator') && !roles.includes('creator') && !roles.includes('projectOwner')
}
