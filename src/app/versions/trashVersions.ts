import { randomUUID } from 'node:crypto'
import { failure, success, type Result } from '../../fault/fault.ts'
import { rightRefusal } from '../../lifecycle/decide/ground.ts'
import { planVersionPruning } from '../../lifecycle/plans/planVersionPruning.ts'
import type { KeptVersion } from '../../lifecycle/plans/plan.ts'
import type { State } from '../../lifecycle/state.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { findRun, keepVersions } from '../../store/catalogue/runs.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { loadState } from '../../store/state/loadState.ts'
import { performCommand } from '../../store/state/performCommand.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

/** What a rule would move to Trash, and why it leaves the others. */
export interface PruningPlan {
  readonly keepLast: number
  readonly leaving: readonly number[]
  readonly kept: readonly KeptVersion[]
}

export interface TrashedVersions {
  /** Null where there was nothing to move. */
  readonly entryId: string | null
  readonly versions: readonly number[]
}

const noSizes = { results: new Map(), images: new Map(), items: new Map(), comments: [], foreignFiles: [] }

/** Operations read a run, not a version: while one does, every version that it may read stays. */
function versionsInUse(state: State, runId: string): ReadonlyMap<number, string> {
  const run = state.items.get(runId)
  const use = [...state.uses.values()].find(({ itemId }) => itemId === runId)
  return new Map(use && run?.kind === 'run' ? run.versions.map(({ number }) => [number, use.words]) : [])
}

function planOf(state: State, runId: string, keepLast: number): PruningPlan {
  const plan = planVersionPruning(state, noSizes, runId, { keepLast, inUse: versionsInUse(state, runId) })
  return { keepLast, leaving: plan.goes.versions.flatMap(({ numbers }) => numbers), kept: plan.stays.versions }
}

/** What keeping the newest versions alone would move to Trash. */
export async function planPruning({ store }: Halley, { id }: Pick<RunRow, 'id'>, keepLast: number): Promise<PruningPlan> {
  return planOf(await loadState(store.catalogue, { itemIds: [id], depth: 'results' }), id, keepLast)
}

/**
 * Moves versions that are not shown to Trash, as one entry.
 *
 * @returns `version.head` for the one that is shown, `version.unknown` for one that is not there
 */
export async function trashVersions(
  halley: Halley,
  { id }: Pick<RunRow, 'id'>,
  versions: readonly number[],
): Promise<Result<TrashedVersions>> {
  if (versions.length === 0) return success({ entryId: null, versions })
  const entryId = randomUUID()
  const done = await performCommand(halley.store, {
    slice: { itemIds: [id] },
    command: { name: 'trashVersions', actor: actorOf(halley.user), itemId: id, entryId, versions, reason: '' },
    nowMs: halley.now().getTime(),
  })
  return done.ok ? success({ entryId, versions }) : done
}

/**
 * Makes it the rule of a run to keep its newest versions alone, from now on after every new version; null: all.
 *
 * @returns `right.denied` for who may not move its versions to Trash
 */
export async function setVersionRule(halley: Halley, run: RunRow, keepLast: number | null): Promise<Result<TrashedVersions>> {
  const { store, user } = halley
  const state = await loadState(store.catalogue, { itemIds: [run.id] })
  const denied = rightRefusal(state, actorOf(user), { operation: 'trash', label: 'Keep the last versions' }, knownRun(state, run.id))
  if (denied) return failure(denied)
  const at = halley.now().toISOString()
  const event = { at, actorId: user.id, action: 'keepVersions', subjectKind: 'run', subjectId: run.id, details: { keepLast } }
  await changeTogether(store.catalogue, async (transaction) => {
    await keepVersions(transaction, run.id, keepLast)
    await recordAudit(transaction, event)
  })
  return applyVersionRule(halley, run.id)
}

/** Moves to Trash what the rule of a run does not keep: what is shown, held or in use always stays. */
export async function applyVersionRule(halley: Halley, runId: string): Promise<Result<TrashedVersions>> {
  const keepLast = (await findRun(halley.store.catalogue, runId))?.keepVersions ?? null
  if (keepLast === null) return success({ entryId: null, versions: [] })
  const { leaving } = await planPruning(halley, { id: runId }, keepLast)
  return trashVersions(halley, { id: runId }, leaving)
}
