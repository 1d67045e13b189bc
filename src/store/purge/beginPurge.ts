import { Refusal } from '../../fault/fault.ts'
import type { Command } from '../../lifecycle/commands.ts'
import type { LifeEvent } from '../../lifecycle/events.ts'
import { canonicalPlanText } from '../../lifecycle/plans/canonicalPlanText.ts'
import type { Plan } from '../../lifecycle/plans/plan.ts'
import { planSeenBy } from '../../lifecycle/plans/planSeenBy.ts'
import type { Actor } from '../../lifecycle/rights.ts'
import type { ItemKind, State } from '../../lifecycle/state.ts'
import { knownItem } from '../../lifecycle/whereabouts.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { enqueueOperation } from '../catalogue/operations.ts'
import { decideAndSave } from '../state/performCommand.ts'
import type { Store } from '../store.ts'
import { addPurgeObjects } from './addPurgeObjects.ts'
import { addTombstones } from './addTombstones.ts'
import { drawPlan, sliceOfAct, type DrawnPlan, type PlannedAct } from './drawPlan.ts'
import { planHash } from './planHash.ts'
import { removeRemarks } from './remarks.ts'

export interface PurgeRequest {
  readonly purgeId: string
  /** Of the operation that is added for it, for a worker to take. */
  readonly operationId: string
  readonly act: Extract<PlannedAct, { readonly act: 'purge' | 'empty' }>
  /** Of the plan that was shown; null where nobody is asked: the plan is what the world is now. */
  readonly confirmedHash: string | null
  readonly actor: Actor
  readonly reason: string
  readonly nowMs: number
}

export interface BegunPurge {
  readonly purgeId: string
  readonly operationId: string
  readonly planHash: string
  readonly plan: Plan
}

function purgeCommand({ purgeId, act, confirmedHash, actor, reason }: PurgeRequest, plan: Plan, hash: string): Command<'purge'> {
  // Where nothing that was named can go, the refusal says what keeps it.
  const named = act.act === 'purge' ? act.entryIds : []
  const entryIds = plan.entryIds.length > 0 ? plan.entryIds : named
  return { name: 'purge', actor, purgeId, entryIds, planHash: hash, confirmedHash: confirmedHash ?? hash, reason }
}

async function addPurge(transaction: Catalogue, request: PurgeRequest, event: LifeEvent<'purgeBegan'>, plan: Plan): Promise<void> {
  const { purgeId, operationId, reason, nowMs } = request
  const at = new Date(nowMs).toISOString()
  const operation = { id: operationId, kind: 'purge', runId: null, actorId: event.by, createdAt: at, subjectId: purgeId }
  // Whoever began it may be gone: any worker goes on with it.
  await enqueueOperation(transaction, { ...operation, isDetached: 1, request: JSON.stringify({ purgeId }) })
  const texts = { planHash: event.planHash, plan: canonicalPlanText(plan), byUserId: event.by, reason }
  await transaction
    .insertInto('purges')
    .values({ id: purgeId, operationId, ...texts, beganAt: at, endedAt: null, freedBytes: null })
    .execute()
}

async function removeRemarksOf(transaction: Catalogue, state: State, event: LifeEvent<'purgeBegan'>): Promise<void> {
  const of = (kind: ItemKind) => event.items.map(({ itemId }) => itemId).filter((id) => knownItem(state, id).kind === kind)
  const targets = { project: of('project'), run: of('run'), sample: of('sample'), analysis: of('analysis'), image: event.imageIds }
  await removeRemarks(transaction, targets)
}

function began(events: readonly LifeEvent[]): LifeEvent<'purgeBegan'> {
  const event = events.find(({ type }) => type === 'purgeBegan')
  if (event?.type !== 'purgeBegan') throw new Error('A purge was decided that does not begin')
  return event
}

/** What a purge was decided on. */
interface Basis {
  state?: State
  drawn?: DrawnPlan
}

/** Where the world has changed since the user was shown a plan, they are shown the plan as it is now. */
function withNewPlan(error: unknown, actor: Actor, { state, drawn }: Basis): unknown {
  if (!(error instanceof Refusal) || error.fault.code !== 'plan.changed' || !state || !drawn) return error
  return new Refusal({ ...error.fault, data: { ...error.fault.data, plan: planSeenBy(state, actor, drawn.plan) } })
}

/**
 * The first phase of a purge, in this transaction: draws the plan of what is there now, and if it is the one that was
 * confirmed makes all of it unreachable, with the operation that is to remove it, every folder that goes, and
 * tombstones. What users said about it goes at once; words of tags stay.
 *
 * @throws `Refusal` with the refusals of the rules; `plan.changed` has the new hash and the new plan, as its reader sees it, in its data
 */
export async function beginPurge(store: Store, transaction: Catalogue, request: PurgeRequest): Promise<BegunPurge> {
  const { act, actor, nowMs, purgeId, operationId } = request
  const basis: Basis = {}
  try {
    const { events } = await decideAndSave(transaction, {
      slice: await sliceOfAct(transaction, act),
      command: async (state) => {
        const drawn = await drawPlan(store, transaction, state, act)
        Object.assign(basis, { state, drawn })
        return purgeCommand(request, drawn.plan, planHash(drawn.plan))
      },
      nowMs,
      beforeSave: async (_, { before, events }) => {
        const event = began(events)
        const { plan, sizes } = drawnOf(basis)
        await addPurge(transaction, request, event, plan)
        await addPurgeObjects(transaction, before, sizes, event)
        await addTombstones(store, transaction, before, event)
        await removeRemarksOf(transaction, before, event)
      },
    })
    return { purgeId, operationId, planHash: began(events).planHash, plan: drawnOf(basis).plan }
  } catch (error) {
    throw withNewPlan(error, actor, basis)
  }
}

function drawnOf({ drawn }: Basis): DrawnPlan {
  if (!drawn) throw new Error('A purge was decided without a plan')
  return drawn
}
