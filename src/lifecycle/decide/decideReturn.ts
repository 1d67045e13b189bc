import { comeBack } from '../comeBack.ts'
import type { Command } from '../commands.ts'
import type { Homecoming } from '../events.ts'
import { nameRefusal } from '../names.ts'
import { refusal, retryable, type Refusal } from '../refusal.ts'
import type { Actor } from '../rights.ts'
import { isBusy } from '../runState.ts'
import type { Item, Run, State } from '../state.ts'
import { knownItem, knownRun, rootItem, statusWord, title, whereabouts } from '../whereabouts.ts'
import { targetRefusal } from './decideRun.ts'
import { commonRefusal, entryRefusal, eventBy, type Outcome } from './ground.ts'

function homecoming(state: State, command: Command<'restoreFromTrash'>, item: Item): Homecoming {
  const name = command.newNames.get(item.id) ?? item.name
  if (item.kind === 'project') return { itemId: item.id, name, projectId: null }
  const isThere = knownItem(state, item.projectId).state.place === 'live'
  return { itemId: item.id, name, projectId: isThere ? item.projectId : (command.intoProjectId ?? item.projectId) }
}

function homecomingRefusal(
  state: State,
  command: Command<'restoreFromTrash'>,
  item: Item,
  back: Homecoming,
  nowMs: number,
): Refusal | null {
  if (item.kind !== 'project' && back.projectId === item.projectId) {
    const project = knownItem(state, item.projectId)
    if (project.state.place !== 'live') {
      const message = `Restore from Trash: expected the project of ${title(item)} to be live, found it ${statusWord(state, project)}.`
      const canReturn = project.state.place === 'trashed'
      const hint = canReturn ? 'Restore the project too, or restore this into your own.' : 'Restore it into your own project.'
      return refusal('trash.project', message, hint, { itemId: item.id, projectId: project.id })
    }
  } else if (back.projectId !== null) {
    const no = targetRefusal(state, command.actor, state.items.get(back.projectId))
    if (no) return no
  }
  return nameRefusal(state, comeBack(item, back), nowMs)
}

/** Versions come back to a run that is there and at rest. */
function runRefusal(state: State, run: Run): Refusal | null {
  const isLive = whereabouts(state, run) === 'live'
  const isAtWork = run.state.place === 'live' && isBusy(run.state)
  if (isLive && !isAtWork) return null
  const message = `Restore from Trash: expected run ${run.name} to be live and at rest, found it ${statusWord(state, run)}.`
  if (isLive) return retryable(refusal('run.busy', message, 'Wait until it is done.', { itemId: run.id }))
  return refusal('trash.run', message, 'Restore the run, or its project, first.', { itemId: run.id })
}

export function decideRestoreFromTrash(state: State, command: Command<'restoreFromTrash'>, nowMs: number): Outcome {
  const entry = state.entries.get(command.entryId)
  const no = entryRefusal(state, command, entry)
  if (no || !entry) return no ?? []
  const root = rootItem(state, entry)
  const ground = { state, actor: command.actor, item: root, nowMs }
  if (entry.root.kind === 'versions') {
    return (
      runRefusal(state, knownRun(state, root.id)) ?? [eventBy(ground, { type: 'restoredFromTrash', entryId: entry.id, homecomings: [] })]
    )
  }
  const homecomings: Homecoming[] = []
  // Each is judged among those that came back before it: two of one entry may have the same name.
  let world = state
  for (const id of [root.id, ...entry.sweptIds]) {
    const item = knownItem(state, id)
    const back = homecoming(state, command, item)
    const notHere = homecomingRefusal(world, command, item, back, nowMs)
    if (notHere) return notHere
    homecomings.push(back)
    world = { ...world, items: new Map(world.items).set(id, comeBack(item, back)) }
  }
  return [eventBy(ground, { type: 'restoredFromTrash', entryId: entry.id, homecomings })]
}

interface Moving {
  readonly state: State
  readonly actor: Actor
  readonly item: Item
  readonly nowMs: number
}

export function decideTakeOut(state: State, command: Command<'takeOut'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const item = knownItem(state, command.itemId)
  const ground = { state, actor: command.actor, item, nowMs }
  return move(ground, { projectId: command.intoProjectId, name: command.newName ?? item.name }, nowMs)
}

export function decideMove(state: State, command: Command<'move'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const item = knownItem(state, command.itemId)
  const ground = { state, actor: command.actor, item, nowMs }
  return move(ground, { projectId: command.intoProjectId, name: item.name }, null)
}

/** @param backAtMs when it comes back from a project in Trash; null where it is moved */
function move(ground: Moving, to: { projectId: string; name: string }, backAtMs: number | null): Outcome {
  const { state, actor, item } = ground
  if (item.kind === 'project') return []
  const no = targetRefusal(state, actor, state.items.get(to.projectId)) ?? nameRefusal(state, { ...item, ...to }, backAtMs)
  return no ?? [eventBy(ground, { type: 'moved', itemId: item.id, ...to })]
}
