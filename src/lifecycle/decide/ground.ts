import { asArgument } from '../asArgument.ts'
import type { Command, CommandName } from '../commands.ts'
import type { Happening, LifeEvent } from '../events.ts'
import { refusal, retryable, type Refusal } from '../refusal.ts'
import { actsAsAdministrator, may, rights, rolesOf, wordsOfRole, type Actor, type Operation, type Role, type Scope } from '../rights.ts'
import { isBusy, wordOfWork } from '../runState.ts'
import type { Item, State, TrashEntry } from '../state.ts'
import { transitions, type Transition } from '../transitions.ts'
import { knownEntry, rootItem, statusWord, title, whereabouts, wordOfWhere, type Whereabouts } from '../whereabouts.ts'

/** What a rule says: what happens, or why nothing does. */
export type Outcome = readonly LifeEvent[] | Refusal

export function isRefusal(value: object): value is Refusal {
  return 'code' in value
}

/** Whose name a change stands under in the audit. */
export function nameOfActor(actor: Actor): string {
  return actor.kind === 'user' ? actor.userId : actor.kind
}

interface Deed {
  readonly state: State
  readonly actor: Actor
  /** What it is done to, whose owner is told where an administrator does it; null where nobody needs to be. */
  readonly item: Item | null
  readonly nowMs: number
  readonly reason?: string
}

/** An event with who did it, when and why. */
export function eventBy({ state, actor, item, nowMs, reason = '' }: Deed, happening: Happening): LifeEvent {
  const tellUserIds = item && actsAsAdministrator(state, actor, item) ? [item.ownerId] : []
  return { ...happening, by: nameOfActor(actor), atMs: nowMs, reason, tellUserIds }
}

function unknownItem(): Refusal {
  return refusal(
    'item.notFound',
    'Expected something that you may see, found nothing.',
    'Check the name or the address, or ask its owner to share it.',
  )
}

/** The refusals that are the same for everything, known before anything is looked up. */
export function outsideRefusal(actor: Actor): Refusal | null {
  if (actor.kind === 'anonymous') return refusal('right.signIn', 'Expected a signed-in user, found none.', 'Sign in, or send a token.')
  if (actor.kind === 'user' && !actor.isActive) {
    return refusal('right.deactivated', 'Expected an active user, found a deactivated one.', 'Ask an administrator.')
  }
  return null
}

/** Why the token of an actor does not do, where no item is asked about; null where it does, or where there is none. */
export function scopeRefusal(actor: Actor, scope: Scope): Refusal | null {
  if (actor.kind !== 'user' || actor.scopes === null || actor.scopes.includes(scope)) return null
  const message = `Expected a token with the scope ${scope}, found one without.`
  return refusal('right.scope', message, `Make a token with the scope ${scope}.`, { scope })
}

/** Why somebody may not do what every user may whose token does; null when they may. */
export function userRefusal(actor: Actor, scope: Scope): Refusal | null {
  return outsideRefusal(actor) ?? scopeRefusal(actor, scope)
}

/** Why somebody may not do what administrators alone may; null when they may. */
export function administratorRefusal(actor: Actor, label: string, scope: Scope = 'administer'): Refusal | null {
  const outside = outsideRefusal(actor)
  if (outside) return outside
  if (actor.kind === 'user' && actor.isAdministrator) return scopeRefusal(actor, scope)
  return refusal('right.denied', `${label}: expected an administrator, found another user.`, 'Ask an administrator.')
}

function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : words.join('')
}

/** A right that is asked for: what its button is called, and whose hold is meant. */
interface Asked {
  readonly operation: Operation
  readonly label?: string
  readonly holdSetterId?: string | undefined
}

const insteadOf: Readonly<Partial<Record<Operation, (item: Item) => string>>> = {
  trash: (item) => `It is not yours. To take it from your lists, leave it: ./halley leave ${asArgument(item)}`,
  leave: () => 'It is yours: move it to Trash, or transfer it.',
}

function deniedRefusal(state: State, actor: Actor, { operation, label, holdSetterId }: Asked, item: Item): Refusal {
  const right = rights[operation]
  const isNamed = (role: Role) => !(item.kind === 'project' && role === 'projectOwner')
  const said = (roles: readonly Role[]) => listed(roles.filter(isNamed).map((role) => wordsOfRole[role]))
  const found = said(rolesOf(state, actor, item, holdSetterId))
  const message = `${label ?? right.words}: for ${title(item)} expected ${said(right.allowed)}, found ${found}.`
  return refusal('right.denied', message, insteadOf[operation]?.(item) ?? 'Ask its owner.', { itemId: item.id, operation })
}

/** Why an actor may not do something to an item; null when they may. What they may not see is not found. */
export function rightRefusal(state: State, actor: Actor, asked: Asked, item: Item): Refusal | null {
  const outside = outsideRefusal(actor)
  if (outside) return outside
  const { operation, holdSetterId } = asked
  const answer = may(state, actor, operation, item, holdSetterId)
  if (answer === 'allowed') return null
  if (answer === 'notFound') return unknownItem()
  const isAllowed = actor.kind === 'user' && may(state, { ...actor, scopes: null }, operation, item, holdSetterId) === 'allowed'
  return (isAllowed ? scopeRefusal(actor, rights[operation].scope) : null) ?? deniedRefusal(state, actor, asked, item)
}

function performerRefusal(state: State, actor: Actor, row: Transition, item: Item, holdSetterId?: string): Refusal | null {
  if (row.by === actor.kind) return null
  if (row.by !== 'worker' && row.by !== 'retention') {
    return rightRefusal(state, actor, { operation: row.by, label: row.words, holdSetterId }, item)
  }
  const message = `${row.command}: expected the program itself, found ${actor.kind === 'user' ? 'a user' : actor.kind}.`
  return refusal('right.denied', message, 'Nobody can do this by hand.', { command: row.command })
}

function fits(state: State, row: Transition, item: Item): boolean {
  if (!row.from?.where.includes(whereabouts(state, item))) return false
  if (!row.from.work) return true
  return item.kind === 'run' && item.state.place !== 'purged' && row.from.work.includes(item.state.work)
}

/** The rows that an item allows as it is, whoever asks. */
export function fittingRows(state: State, item: Item): readonly Transition[] {
  return transitions.filter((row) => row.of.includes(item.kind) && fits(state, row, item))
}

const whatNext: Readonly<Record<Whereabouts, string>> = {
  live: 'See what it is doing, and what can be done now, on its page or with ./halley status.',
  hidden: 'Restore its project from Trash, or restore this alone into your own project.',
  trashed: 'Restore it from Trash first.',
  purging: 'It is being deleted and cannot come back.',
  purged: 'It cannot come back. Of a run the configuration is kept: make a new run from it.',
}

function sweptRefusal(state: State, item: Item): Refusal | null {
  if (item.state.place !== 'trashed') return null
  const root = rootItem(state, knownEntry(state, item.state.entryId))
  if (root.id === item.id) return null
  const message = `Expected the root of a trash entry, found ${title(item)}, which went to Trash with ${title(root)}.`
  return refusal('trash.swept', message, `Restore or delete ${title(root)}: what went with it follows.`, {
    rootId: root.id,
    entryId: item.state.entryId,
  })
}

/** Why a command finds its item in no state for it: built from the rows of the table, so that they cannot disagree. */
export function stateRefusal(state: State, command: CommandName, item: Item): Refusal {
  const rows = transitions.filter((row) => row.command === command && row.of.includes(item.kind))
  if (rows.length === 0) {
    return refusal('item.kind', `${command}: found ${title(item)}, which has nothing of the kind.`, 'Choose another item.', {
      kind: item.kind,
    })
  }
  const swept = sweptRefusal(state, item)
  if (swept) return swept
  const found = statusWord(state, item)
  const data = { itemId: item.id, found }
  if (item.state.place === 'purged')
    return refusal('item.gone', `${title(item)} was deleted permanently.`, whatNext[whereabouts(state, item)], data)
  const label = rows.find((row) => row.by !== 'worker')?.words ?? command
  const wanted = expectedWords(rows)
  const message = `${label}: expected ${title(item)} to be ${wanted}, found it ${found}.`
  if (item.kind === 'run' && item.state.place === 'live' && isBusy(item.state)) {
    const hint =
      command === 'trash'
        ? 'Use Cancel and move to Trash, or wait until it is done.'
        : `Wait until it is done: ./halley status ${item.name} --follow; or cancel it: ./halley cancel ${item.name}`
    return retryable(refusal('run.busy', message, hint, data))
  }
  return refusal('item.state', message, whatNext[whereabouts(state, item)], data)
}

function expectedWords(rows: readonly Transition[]): string {
  const works = [...new Set(rows.flatMap((row) => row.from?.work ?? []))]
  const wheres = [...new Set(rows.flatMap((row) => row.from?.where ?? []))]
  const words = works.length > 0 ? works.map((work) => wordOfWork[work]) : wheres.map((where) => wordOfWhere[where])
  return listed(words)
}

/** A row of the program's own is meant for that part of it, any other for users; where a command has only the first, users are refused by it. */
function isMeantFor(row: Transition, actor: Actor): boolean {
  return actor.kind === 'user' ? row.by !== 'retention' : row.by === actor.kind
}

/**
 * What every command on an item passes through: is it there for this actor, may they, is it in a state for it.
 */
export function commonRefusal(state: State, command: Command, item: Item | undefined, holdSetterId?: string): Refusal | null {
  const outside = outsideRefusal(command.actor)
  if (outside) return outside
  if (!item) return unknownItem()
  const rows = transitions.filter((row) => row.command === command.name && row.of.includes(item.kind) && isMeantFor(row, command.actor))
  const row = rows.find((candidate) => fits(state, candidate, item)) ?? rows[0]
  if (!row) return rightRefusal(state, command.actor, { operation: 'read' }, item) ?? stateRefusal(state, command.name, item)
  const denied = performerRefusal(state, command.actor, row, item, holdSetterId)
  if (denied) return denied
  return fits(state, row, item) ? null : stateRefusal(state, command.name, item)
}

/** {@link commonRefusal} for a trash entry: through its root, or for versions through their run, which may be anywhere. */
export function entryRefusal(state: State, command: Command, entry: TrashEntry | undefined): Refusal | null {
  const item = entry && rootItem(state, entry)
  if (entry?.root.kind !== 'versions' || !item) return commonRefusal(state, command, item)
  const row = transitions.find(({ command: name, of, by }) => name === command.name && of.includes('version') && by !== 'retention')
  if (!row) throw new Error(`${command.name} is no command on versions`)
  const denied = command.actor.kind === 'retention' ? null : performerRefusal(state, command.actor, row, item)
  if (denied || entry.purgeId === null) return denied
  const message = `${row.words}: expected versions of run ${item.name} in Trash, found that they are being deleted.`
  return refusal('item.state', message, 'They are being deleted and cannot come back.', { entryId: entry.id })
}

/** Refuses an administrator who destroys or hides what is another's without a reason. */
export function reasonRefusal(state: State, actor: Actor, item: Item, reason: string): Refusal | null {
  if (reason.trim() !== '' || !actsAsAdministrator(state, actor, item)) return null
  const message = `Expected a reason, found none: ${title(item)} is another user's, who will be told.`
  return refusal('right.reason', message, 'Say why, at the command line with --reason; the owner reads it.', {
    itemId: item.id,
    ownerId: item.ownerId,
  })
}
