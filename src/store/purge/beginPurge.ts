import { refuse, Refusal } from '../../fault/fault.ts'
import type { Command } from '../../lifecycle/commands.ts'
import type { LifeEvent } from '../../lifecycle/events.ts'
import type { Plan } from '../../lifecycle/plans/plan.ts'
import { planSeenBy } from '../../lifecycle/plans/planSeenBy.ts'
import type { Actor } from '../../lifecycle/rights.ts'
import type { State } from '../../lifecycle/state.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { decideAndSave } from '../state/performCommand.ts'
import type { Store } from '../store.ts'
import { drawPlan, sliceOfAct, type DrawnPlan, type PlannedAct } from './drawPlan.ts'
import { planHash } from './planHash.ts'
import { writePurge } from './writePurge.ts'

/** An act that destroys. */
export type FinalAct = Extract<PlannedAct, { readonly act: 'purge' | 'empty' | 'release' }>

export interface PurgeRequest<Act extends FinalAct = FinalAct> {
  readonly purgeId: string
  /** Of the operation that is added for it, for a worker to take. */
  readonly operationId: string
  readonly act: Act
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

function commandOf({ purgeId, act, confirmedHash, actor, reason }: PurgeRequest, plan: Plan, hash: string): Command {
  const hashes = { planHash: hash, confirmedHash: confirmedHash ?? hash }
  if (act.act === 'release') return { name: 'releaseImages', actor, purgeId, imageIds: act.imageIds, ...hashes }
  // Where nothing that was named can go, the refusal says what keeps it.
  const named = act.act === 'purge' ? act.entryIds : []
  return { name: 'purge', actor, purgeId, entryIds: plan.entryIds.length > 0 ? plan.entryIds : named, reason, ...hashes }
}

function isBeginning(event: LifeEvent): event is LifeEvent<'purgeBegan'> {
  return event.type === 'purgeBegan'
}

/** What was confirmed was restored, or purged, by somebody else in between. */
function refuseGone({ act, confirmedHash }: PurgeRequest, state: State, hash: string): void {
  if (act.act !== 'purge' || confirmedHash === null || act.entryIds.every((id) => state.entries.has(id))) return
  refuse('plan.changed', 'Delete permanently: expected what was shown to be in Trash, found that some of it is not any more.', {
    hint: 'Look at the new plan and confirm that.',
    data: { confirmedHash, planHash: hash },
  })
}

/** What a purge was decided on. */
interface Basis {
  state?: State
  drawn?: DrawnPlan
}

function drawnOf({ drawn }: Basis): DrawnPlan {
  if (!drawn) throw new Error('A purge was decided without a plan')
  return drawn
}

/** Where the world has changed since the user was shown a plan, they are shown the plan as it is now. */
function withNewPlan(error: unknown, actor: Actor, { state, drawn }: Basis): unknown {
  if (!(error instanceof Refusal) || error.fault.code !== 'plan.changed' || !state || !drawn) return error
  return new Refusal({ ...error.fault, data: { ...error.fault.data, plan: planSeenBy(state, actor, drawn.plan) } })
}

async function begin(store: Store, transaction: Catalogue, request: PurgeRequest): Promise<BegunPurge | null> {
  const { act, actor, nowMs, purgeId, operationId, reason } = request
  const basis: Basis = {}
  try {
    const { events } = await decideAndSave(transaction, {
      slice: await sliceOfAct(transaction, act),
      command: async (state) => {
        const drawn = await drawPlan(store, transaction, state, act)
        Object.assign(basis, { state, drawn })
        const hash = planHash(drawn.plan)
        refuseGone(request, state, hash)
        return commandOf(request, drawn.plan, hash)
      },
      nowMs,
      beforeSave: async (_, { before, events }) => {
        const event = events.find(isBeginning)
        if (event) await writePurge(store, transaction, { ...drawnOf(basis), event, operationId, reason, state: before })
      },
    })
    const event = events.find(isBeginning)
    return event ? { purgeId, operationId, planHash: event.planHash, plan: drawnOf(basis).plan } : null
  } catch (error) {
    throw withNewPlan(error, actor, basis)
  }
}

/**
 * The first phase of a purge, in this transaction: draws the plan of what is there now, and if it is the one that was
 * confirmed makes all of it unreachable, with the operation that is to remove it, every folder that goes, and
 * tombstones. What users said about it goes at once; words of tags stay.
 *
 * @throws `Refusal` with the refusals of the rules; `plan.changed` has the new hash and the new plan, as its reader sees it, in its data
 */
export async function beginPurge(
  store: Store,
  transaction: Catalogue,
  request: PurgeRequest<Exclude<FinalAct, { readonly act: 'release' }>>,
): Promise<BegunPurge> {
  const begun = await begin(store, transaction, request)
  if (!begun) throw new Error('A purge was decided that does not begin')
  return begun
}

/** {@link beginPurge} of images that a user releases and nothing else keeps. @returns null where all of them stay */
export function beginRelease(
  store: Store,
  transaction: Catalogue,
  request: PurgeRequest<Extract<FinalAct, { readonly act: 'release' }>>,
): Promise<BegunPurge | null> {
  return begin(store, transaction, request)
}
