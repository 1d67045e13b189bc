import type { Command } from '../commands.ts'
import { refusal, retryable, type Refusal } from '../refusal.ts'
import { settledOf } from '../comeBack.ts'
import { purgeDueMs, retentionDays } from '../retention.ts'
import { madeFrom } from '../madeFrom.ts'
import { may, type Actor } from '../rights.ts'
import type { Item, Project, Run, State, TrashEntry, TrashRoot } from '../state.ts'
import { versionOf } from '../versions.ts'
import { busyRuns, knownItem, knownRun, title } from '../whereabouts.ts'
import { cancellation } from './decideRun.ts'
import { commonRefusal, eventBy, nameOfActor, reasonRefusal, type Outcome } from './ground.ts'

function projectOf(state: State, item: Item): Project {
  const project = item.kind === 'project' ? item : knownItem(state, item.projectId)
  if (project.kind !== 'project') throw new Error(`Item ${item.id} lies in ${project.id}, which is no project`)
  return project
}

type TrashCommand = Command<'trash' | 'cancelAndTrash' | 'clear' | 'trashVersions'>

function newEntry(state: State, command: TrashCommand, root: TrashRoot, nowMs: number): TrashEntry {
  const item = knownItem(state, command.itemId)
  const sweptIds = 'companionIds' in command ? command.companionIds : []
  const due = purgeDueMs(nowMs, retentionDays(state, projectOf(state, item)))
  const made = { byUserId: nameOfActor(command.actor), atMs: nowMs, reason: command.reason }
  return { id: command.entryId, root, sweptIds, ...made, purgeDueMs: due, noticesGiven: [], purgeId: null }
}

function companionRefusal(state: State, actor: Actor, item: Item, companionIds: readonly string[]): Refusal | null {
  const offered = item.kind === 'run' ? madeFrom(state, item.id) : []
  for (const id of companionIds) {
    const companion = offered.find((candidate) => candidate.id === id)
    if (companion && may(state, actor, 'trash', companion) === 'allowed') continue
    const message = `Expected samples and analyses of yours made from ${title(item)} to go along, found another.`
    return refusal('item.companion', message, 'Take it from the selection.', { itemId: id })
  }
  return null
}

function projectRefusal(item: Item, busy: readonly Run[], command: TrashCommand): Refusal | null {
  if (item.kind !== 'project') return null
  if (item.use !== 'ordinary') {
    return refusal(
      'item.personal',
      `Expected a project that was made by a user, found the ${item.use} project.`,
      'Delete what is in it instead.',
    )
  }
  const first = busy[0]
  if (!first || command.name === 'cancelAndTrash') return null
  const message = `Move to Trash: expected no run of project ${item.name} at work, found ${first.name}${busy.length > 1 ? ` and ${busy.length - 1} more` : ''}.`
  const data = { itemId: item.id, busyIds: busy.map(({ id }) => id) }
  return retryable(refusal('run.busy', message, 'Use Cancel and move to Trash, or wait until they are done.', data))
}

/** The events are one for each run whose work ends, then the one row that hides everything. */
export function decideTrash(state: State, command: Command<'trash' | 'cancelAndTrash'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const item = knownItem(state, command.itemId)
  const busy = busyRuns(state, item)
  const notNow =
    reasonRefusal(state, command.actor, item, command.reason) ??
    projectRefusal(item, busy, command) ??
    companionRefusal(state, command.actor, item, command.companionIds)
  if (notNow) return notNow
  const entry = newEntry(state, command, { kind: 'item', itemId: item.id }, nowMs)
  const endings = busy.map((run) => cancellation(state, command.actor, run, nowMs))
  return [...endings, eventBy({ state, actor: command.actor, item, nowMs, reason: command.reason }, { type: 'trashed', entry })]
}

function versionsRefusal(run: Run, head: number | null, numbers: readonly number[]): Refusal | null {
  const hint = 'List them: ./halley versions ' + run.name
  if (numbers.length === 0) return refusal('version.none', `Expected versions of run ${run.name}, found none.`, hint)
  for (const number of numbers) {
    const data = { itemId: run.id, version: number }
    if (number === head) {
      return refusal(
        'version.head',
        `Expected versions other than the one shown, found version ${number} of run ${run.name}.`,
        'Clear the run, or restore another version first.',
        data,
      )
    }
    if (versionOf(run, number)?.state.place === 'live') continue
    return refusal('version.unknown', `Expected version ${number} of run ${run.name}, found none that is live.`, hint, data)
  }
  return null
}

export function decideTrashVersions(state: State, command: Command<'trashVersions'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const run = knownRun(state, command.itemId)
  const { actor, reason } = command
  const numbers = [...new Set(command.versions)].toSorted((a, b) => a - b)
  const notThese = reasonRefusal(state, actor, run, reason) ?? versionsRefusal(run, settledOf(run).head, numbers)
  if (notThese) return notThese
  const entry = newEntry(state, command, { kind: 'versions', runId: run.id, numbers, cleared: null }, nowMs)
  return [eventBy({ state, actor, item: run, nowMs, reason }, { type: 'versionsTrashed', entry })]
}

/** All versions go to the trash as one entry, where there are any, and the run is as if it had never been processed. */
export function decideClear(state: State, command: Command<'clear'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const run = knownRun(state, command.itemId)
  const { actor, reason } = command
  const noReason = reasonRefusal(state, actor, run, reason)
  if (noReason) return noReason
  const ground = { state, actor, item: run, nowMs, reason }
  const cleared = eventBy(ground, { type: 'cleared', itemId: run.id })
  const { work, head } = settledOf(run)
  if (work === 'initialised' || head === null) return [cleared]
  const entry = newEntry(state, command, { kind: 'versions', runId: run.id, numbers: liveNumbers(run), cleared: { head, work } }, nowMs)
  return [eventBy(ground, { type: 'versionsTrashed', entry }), cleared]
}

function liveNumbers(run: Run): readonly number[] {
  return run.versions.filter(({ state }) => state.place === 'live').map(({ number }) => number)
}
