import type { Command } from '../commands.ts'
import { refusal, type Refusal } from '../refusal.ts'
import { nameRefusal } from '../names.ts'
import { isBusy, type Busy, type RunOperation } from '../runState.ts'
import type { Item, Run, RunResult, State, Version } from '../state.ts'
import { offeredVersion, versionOf } from '../versions.ts'
import { knownRun, statusWord } from '../whereabouts.ts'
import { commonRefusal, eventBy, isRefusal, rightRefusal, userRefusal, type Outcome } from './ground.ts'

/** Anyone may make a project of their own; the right to make anything else is asked of its project. */
export function decideCreate(state: State, { actor, item }: Command<'create'>, nowMs: number): Outcome {
  const outside = userRefusal(actor, 'write')
  if (outside) return outside
  const notAllowed = item.kind === 'project' ? null : targetRefusal(state, actor, state.items.get(item.projectId))
  return notAllowed ?? nameRefusal(state, item, null) ?? [eventBy({ state, actor, item: null, nowMs }, { type: 'created', item })]
}

/** Why nothing can be put into a project; null when it can. */
export function targetRefusal(state: State, actor: Command['actor'], project: Item | undefined): Refusal | null {
  if (project?.kind !== 'project')
    return refusal('item.notFound', 'Expected a project that you may see, found none.', 'Choose another project.')
  const denied = rightRefusal(state, actor, { operation: 'create' }, project)
  if (denied) return denied
  if (project.state.place === 'live') return null
  const message = `Expected a live project, found project ${project.name} ${statusWord(state, project)}.`
  return refusal('item.state', message, 'Choose another project, or restore this one.', { projectId: project.id })
}

/** Why images cannot be used: some of them are being deleted. */
export function leavingImages(state: State, imageIds: readonly string[]): Refusal | null {
  const leaving = imageIds.filter((id) => state.images.get(id)?.state.place !== undefined && state.images.get(id)?.state.place !== 'live')
  if (leaving.length === 0) return null
  const message = `Expected images that stay, found ${leaving.length} that are being deleted.`
  const no = refusal('image.leaving', message, 'Start again: they are ingested anew from their files.', { imageIds: leaving })
  return { ...no, retryable: true }
}

export function decideWork(state: State, command: Command<'process' | 'addImages'>, nowMs: number): Outcome {
  const item = state.items.get(command.itemId)
  const no = commonRefusal(state, command, item)
  if (no) return no
  const run = knownRun(state, command.itemId)
  if (command.name === 'addImages' && run.state.place === 'live' && run.state.head === null) {
    const message = `Add images: expected a version of run ${run.name} to add to, found none.`
    return refusal('run.noHead', message, 'Process it: ./halley process ' + run.name)
  }
  const leaving = leavingImages(state, command.imageIds)
  if (leaving) return leaving
  const operation: RunOperation = { id: command.operationId, attempt: 0, makes: command.name, imageIds: command.imageIds }
  return [eventBy({ state, actor: command.actor, item: run, nowMs }, { type: 'queued', itemId: run.id, operation })]
}

function superseded(run: Run): Refusal {
  const message = `Expected the latest attempt of the operation that holds run ${run.name}, found an older one: it was cancelled, or taken for dead.`
  return refusal('run.superseded', message, 'Nothing was published. Start it again if nobody is at work.', { itemId: run.id })
}

/** The operation that holds a run, if it is the one of the command. */
function heldBy(run: Run, operationId: string, attempt: number | null): (Busy & { readonly place: 'live' }) | Refusal {
  if (run.state.place !== 'live' || !isBusy(run.state)) return superseded(run)
  const { operation } = run.state
  return operation.id === operationId && (attempt === null || attempt === operation.attempt) ? run.state : superseded(run)
}

export function decideStart(state: State, command: Command<'start'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const run = knownRun(state, command.itemId)
  const busy = heldBy(run, command.operationId, null)
  if (isRefusal(busy)) return busy
  const attempt = busy.operation.attempt + 1
  return [eventBy({ state, actor: command.actor, item: null, nowMs }, { type: 'started', itemId: run.id, attempt })]
}

function newVersion(run: Run, busy: Busy, resultId: string, nowMs: number): Version {
  const restoredFrom = busy.work === 'restoring' ? busy.target : null
  const { makes } = busy.operation
  const made = { madeAs: makes, parent: busy.head, restoredFrom, madeAtMs: nowMs, state: { place: 'live' } } as const
  return { number: run.lastVersion + 1, resultId, ...made }
}

/** The result that a completed operation shows: the given one, or for a restoring that of the version it goes back to. */
function publishedResult(state: State, run: Run, busy: Busy, given: Command<'complete'>['result']): RunResult {
  if (busy.work !== 'restoring') {
    if (!given) throw new Error(`Run ${run.id} completed a processing without a result`)
    return state.results.get(given.id) ?? { ...given, runId: run.id }
  }
  const target = versionOf(run, busy.target)
  const result = target && state.results.get(target.resultId)
  if (!result) throw new Error(`Run ${run.id} restored version ${busy.target}, whose result is not in the state that was loaded`)
  return result
}

export function decideComplete(state: State, command: Command<'complete'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const run = knownRun(state, command.itemId)
  const busy = heldBy(run, command.operationId, command.attempt)
  if (isRefusal(busy)) return busy
  const result = publishedResult(state, run, busy, command.result)
  if (busy.work !== 'restoring' && versionOf(run, busy.head)?.resultId === result.id)
    return [eventBy({ state, actor: command.actor, item: null, nowMs }, { type: 'unchanged', itemId: run.id })]
  const leaving = leavingImages(state, result.imageIds)
  if (leaving) return leaving
  const version = newVersion(run, busy, result.id, nowMs)
  return [eventBy({ state, actor: command.actor, item: null, nowMs }, { type: 'published', itemId: run.id, version, result })]
}

export function decideFail(state: State, command: Command<'fail'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const run = knownRun(state, command.itemId)
  const busy = heldBy(run, command.operationId, command.attempt)
  if (isRefusal(busy)) return busy
  const type = busy.work === 'restoring' ? 'revertEnded' : 'failed'
  return [eventBy({ state, actor: command.actor, item: null, nowMs }, { type, itemId: run.id })]
}

export function decideHandBack(state: State, command: Command<'handBack'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const run = knownRun(state, command.itemId)
  const busy = heldBy(run, command.operationId, command.attempt)
  if (isRefusal(busy)) return busy
  return [eventBy({ state, actor: command.actor, item: null, nowMs }, { type: 'handedBack', itemId: run.id })]
}

export function decideCancel(state: State, command: Command<'cancel'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const run = knownRun(state, command.itemId)
  return [cancellation(state, command.actor, run, nowMs)]
}

/** What ends the work on a busy run: a restoring published nothing, so that the run is again what it was. */
export function cancellation(state: State, actor: Command['actor'], run: Run, nowMs: number) {
  const isRestoring = run.state.place === 'live' && run.state.work === 'restoring'
  return eventBy({ state, actor, item: run, nowMs }, { type: isRestoring ? 'revertEnded' : 'cancelled', itemId: run.id })
}

function targetVersionRefusal(run: Run, number: number | null): Refusal | null {
  const version = versionOf(run, number)
  if (number === null) {
    const message = `Restore Run: expected a version of run ${run.name} before the one shown, found none.`
    return refusal('version.none', message, 'Choose a version: ./halley versions ' + run.name, { itemId: run.id })
  }
  if (version?.state.place === 'live') return null
  const found = version ? `it ${version.state.place === 'trashed' ? 'in Trash' : 'deleted'}` : 'none of that number'
  const hint = version?.state.place === 'trashed' ? 'Restore the version from Trash first.' : 'List them: ./halley versions ' + run.name
  return refusal('version.unknown', `Restore Run: expected version ${number} of run ${run.name}, found ${found}.`, hint, {
    itemId: run.id,
    version: number,
  })
}

export function decideRevert(state: State, command: Command<'revertVersion'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const run = knownRun(state, command.itemId)
  const target = command.version ?? offeredVersion(run)
  const noTarget = targetVersionRefusal(run, target)
  if (noTarget || target === null) return noTarget ?? []
  if (run.state.place === 'live' && run.state.work === 'completed' && run.state.head === target) {
    const message = `Restore Run: expected another version than the one shown, found version ${target} of run ${run.name}, completed.`
    return refusal('version.head', message, 'Nothing needs to change; choose another version.', { itemId: run.id, version: target })
  }
  const operation: RunOperation = { id: command.operationId, attempt: 1, makes: 'restore', imageIds: [] }
  return [eventBy({ state, actor: command.actor, item: run, nowMs }, { type: 'revertBegan', itemId: run.id, operation, target })]
}
