import { randomUUID } from 'node:crypto'
import { refuse, Refusal, settle, success, type Result } from '../../fault/fault.ts'
import { rightRefusal } from '../../lifecycle/decide/ground.ts'
import { planVersionPruning, type PruningRule } from '../../lifecycle/plans/planVersionPruning.ts'
import type { KeptVersion, Plan } from '../../lifecycle/plans/plan.ts'
import { isBusy } from '../../lifecycle/runState.ts'
import type { Actor } from '../../lifecycle/rights.ts'
import type { Run, State } from '../../lifecycle/state.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { findRun, keepVersions } from '../../store/catalogue/runs.ts'
import { knownRun, statusWord, title, whereabouts } from '../../lifecycle/whereabouts.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { drawPlan } from '../../store/purge/drawPlan.ts'
import { loadState } from '../../store/state/loadState.ts'
import { decideAndSave } from '../../store/state/performCommand.ts'
import { actorOf } from '../actor.ts'
import type { TrashedVersions } from '../contract/version.ts'
import type { Halley } from '../halley.ts'
import { withUserNames } from '../items/userWords.ts'

/** What a rule would move to Trash, and why it leaves the others. */
export interface PruningPlan {
  readonly keepLast: number
  readonly leaving: readonly number[]
  readonly kept: readonly KeptVersion[]
  /** What would come free once what leaves is deleted permanently: files that versions share stay with the last of them. */
  readonly bytes: number
}

const noSizes = { results: new Map(), images: new Map(), items: new Map(), comments: [], foreignFiles: [] }

/** Operations read a run, not a version: while one does, every version that it may read stays. */
function versionsInUse(state: State, runId: string): ReadonlyMap<number, string> {
  const run = state.items.get(runId)
  const use = [...state.uses.values()].find(({ itemId }) => itemId === runId)
  return new Map(use && run?.kind === 'run' ? run.versions.map(({ number }) => [number, use.words]) : [])
}

function ruleOf(state: State, runId: string, keepLast: number): PruningRule {
  return { keepLast, inUse: versionsInUse(state, runId) }
}

function leavingOf({ goes }: Plan): readonly number[] {
  return goes.versions.flatMap(({ numbers }) => numbers)
}

/** What keeping the newest versions alone would move to Trash. */
export async function planPruning(halley: Halley, { id }: Pick<RunRow, 'id'>, keepLast: number): Promise<PruningPlan> {
  const { store } = halley
  const plan = await changeTogether(store.catalogue, async (transaction) => {
    const state = await loadState(transaction, { itemIds: [id], depth: 'reach' })
    const act = { act: 'pruneVersions', runId: id, rule: ruleOf(state, id, keepLast) } as const
    return (await drawPlan(store, transaction, state, act)).plan
  })
  const kept = plan.stays.versions.map(async (version) => ({ ...version, reasons: await withUserNames(halley, version.reasons) }))
  return { keepLast, leaving: leavingOf(plan), kept: await Promise.all(kept), bytes: plan.goes.bytes }
}

/**
 * Moves versions that are not shown to Trash, as one entry.
 *
 * @param reason may be empty for what is one's own
 * @returns `version.head` for the one that is shown, `version.unknown` for one that is not there
 */
export async function trashVersions(
  halley: Halley,
  { id }: Pick<RunRow, 'id'>,
  versions: readonly number[],
  reason = '',
): Promise<Result<TrashedVersions>> {
  if (versions.length === 0) return success({ entryId: null, versions })
  return settle(() => changeTogether(halley.store.catalogue, (transaction) => trashIn(transaction, halley, { id, versions, reason })))
}

interface Leaving {
  readonly actor?: Actor
  readonly id: string
  readonly versions: readonly number[]
  readonly reason: string
}

async function trashIn(
  transaction: Catalogue,
  halley: Halley,
  { actor = actorOf(halley.user), id, versions, reason }: Leaving,
): Promise<TrashedVersions> {
  const entryId = randomUUID()
  await decideAndSave(transaction, {
    slice: { itemIds: [id] },
    command: { name: 'trashVersions', actor, itemId: id, entryId, versions, reason },
    nowMs: halley.now().getTime(),
  })
  return { entryId, versions }
}

function refuseRule(halley: Halley, state: State, run: Run): void {
  const denied = rightRefusal(state, actorOf(halley.user), { operation: 'trash', label: 'Keep the last versions' }, run)
  if (denied) throw new Refusal(denied)
  if (whereabouts(state, run) === 'live') return
  const message = `Keep the last versions: expected ${title(run)} to be live, found it ${statusWord(state, run)}.`
  refuse('item.state', message, { hint: 'Restore it from Trash first.', data: { itemId: run.id } })
}

/**
 * What the rule of a run does not keep goes as soon as nobody is at work on it. Whoever set the rule had the right to: a
 * token that makes a version need not be one for the trash.
 */
async function applyIn(transaction: Catalogue, halley: Halley, state: State, run: Run, keepLast: number): Promise<TrashedVersions> {
  const leaving = leavingOf(planVersionPruning(state, noSizes, run.id, ruleOf(state, run.id, keepLast)))
  const isAtRest = run.state.place === 'live' && !isBusy(run.state)
  if (leaving.length === 0 || !isAtRest) return { entryId: null, versions: [] }
  const actor: Actor = { ...actorOf(halley.user), scopes: null }
  return trashIn(transaction, halley, { actor, id: run.id, versions: leaving, reason: `It keeps its last ${keepLast} versions.` })
}

/**
 * Makes it the rule of a run to keep its newest versions alone, from now on after every new version; null: all.
 *
 * @returns `right.denied` for who may not move its versions to Trash, `item.state` where the run is not live
 */
export function setVersionRule(halley: Halley, { id }: RunRow, keepLast: number | null): Promise<Result<TrashedVersions>> {
  const { store, user } = halley
  const at = halley.now().toISOString()
  const event = { at, actorId: user.id, action: 'keepVersions', subjectKind: 'run', subjectId: id, details: { keepLast } }
  return settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      const state = await loadState(transaction, { itemIds: [id], depth: 'results' })
      const run = knownRun(state, id)
      refuseRule(halley, state, run)
      await keepVersions(transaction, id, keepLast)
      await recordAudit(transaction, event)
      return keepLast === null ? { entryId: null, versions: [] } : applyIn(transaction, halley, state, run, keepLast)
    }),
  )
}

/** Moves to Trash what the rule of a run does not keep: what is shown, held or in use always stays. */
export function applyVersionRule(halley: Halley, runId: string): Promise<Result<TrashedVersions>> {
  return settle(() =>
    changeTogether(halley.store.catalogue, async (transaction) => {
      const keepLast = (await findRun(transaction, runId))?.keepVersions ?? null
      const state = await loadState(transaction, { itemIds: [runId], depth: 'results' })
      return keepLast === null ? { entryId: null, versions: [] } : applyIn(transaction, halley, state, knownRun(state, runId), keepLast)
    }),
  )
}
