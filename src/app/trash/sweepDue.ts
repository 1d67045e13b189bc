import { randomUUID } from 'node:crypto'
import { failure, makeFault, settle, success, type Result } from '../../fault/fault.ts'
import type { Plan } from '../../lifecycle/plans/plan.ts'
import { judgeSweep, type Sweep, type SweepVerdict } from '../../lifecycle/sweep.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { findSetting, keepSetting } from '../../store/catalogue/settings.ts'
import { beginPurge, type BegunPurge } from '../../store/purge/beginPurge.ts'
import { drawPlan, sliceOfAct } from '../../store/purge/drawPlan.ts'
import { countKept, countReferences, countReferencesOf, entryIdsDueBefore } from '../../store/purge/sweepFacts.ts'
import { loadState } from '../../store/state/loadState.ts'
import type { ShownPlan } from '../contract/plan.ts'
import type { Halley } from '../halley.ts'
import { asAdministrator } from '../people/asAdministrator.ts'
import { giveNotices } from './giveNotices.ts'
import { showPlan } from './showPlan.ts'

/** Why a sweep purged nothing although something is due. */
export type Stopped = Pick<Extract<SweepVerdict, { readonly goes: false }>, 'because' | 'words' | 'administratorMayRelease'>

export interface SweepOutcome {
  /** Owners who were told that something of theirs is purged soon. */
  readonly notices: number
  /** Purges that have begun, for a worker to remove the files of. */
  readonly purgeIds: readonly string[]
  readonly stopped: Stopped | null
}

/** When a sweep last found nothing in the way, in milliseconds since 1970. */
const lastSweep = 'sweepLastMs'

async function lastSweepMs(catalogue: Catalogue): Promise<number | null> {
  const text = await findSetting(catalogue, lastSweep)
  return text === undefined ? null : Number(text)
}

/** The plan of everything that is due and that nothing keeps. */
function planDue({ store }: Halley, entryIds: readonly string[]): Promise<Plan> {
  return changeTogether(store.catalogue, async (transaction) => {
    const act = { act: 'purge', entryIds } as const
    const state = await loadState(transaction, await sliceOfAct(transaction, act))
    return (await drawPlan(store, transaction, state, act)).plan
  })
}

async function judge({ store, now }: Halley, { goes }: Plan): Promise<SweepVerdict> {
  const { catalogue } = store
  const { projects, runs, samples, analyses, versions, images } = goes.counts
  const sweep: Sweep = {
    leaving: projects + runs + samples + analyses + versions + images,
    total: await countKept(catalogue),
    liveReferences: (await countReferences(catalogue)) - (await countReferencesOf(catalogue, goes.resultIds)),
    imagesLeaving: images,
    lastMs: await lastSweepMs(catalogue),
  }
  return judgeSweep(sweep, now().getTime())
}

function begin(halley: Halley, entryIds: readonly string[], confirmedHash: string | null): Promise<Result<BegunPurge>> {
  const { store } = halley
  const ids = { purgeId: randomUUID(), operationId: randomUUID() }
  const deed = { actor: { kind: 'retention' }, reason: 'Its time in Trash is over.', nowMs: halley.now().getTime() } as const
  const request = { ...ids, ...deed, act: { act: 'purge', entryIds }, confirmedHash } as const
  return settle(() => changeTogether(store.catalogue, (transaction) => beginPurge(store, transaction, request)))
}

/** Each entry by itself, so that one that is blocked does not keep the others. What changed meanwhile is for the next sweep. */
async function beginAll(halley: Halley, entryIds: readonly string[]): Promise<string[]> {
  const purgeIds: string[] = []
  for (const id of entryIds) {
    const begun = await begin(halley, [id], null)
    if (begun.ok) purgeIds.push(begun.value.purgeId)
  }
  return purgeIds
}

/**
 * Tells owners what is purged soon, and begins the purge of what is due; a worker removes the files. Stops, and purges
 * nothing, where that would be unusually much, or the clock seems wrong: an administrator looks and releases it.
 */
export async function sweepDue(halley: Halley): Promise<Result<SweepOutcome>> {
  return settle(async () => {
    const { catalogue } = halley.store
    const notices = await giveNotices(halley)
    const nowMs = halley.now().getTime()
    const plan = await planDue(halley, await entryIdsDueBefore(catalogue, new Date(nowMs).toISOString()))
    const verdict = await judge(halley, plan)
    const isFirst = (await lastSweepMs(catalogue)) === null
    if (verdict.goes || isFirst) await keepSetting(catalogue, lastSweep, String(nowMs))
    if (!verdict.goes) {
      const { because, words, administratorMayRelease } = verdict
      return { notices, purgeIds: [], stopped: { because, words, administratorMayRelease } }
    }
    return { notices, purgeIds: await beginAll(halley, plan.entryIds), stopped: null }
  })
}

/** Why a sweep would purge nothing now of what is due; null where it would. */
export async function judgeDue(halley: Halley): Promise<Stopped | null> {
  const plan = await planDue(halley, await entryIdsDueBefore(halley.store.catalogue, halley.now().toISOString()))
  const verdict = await judge(halley, plan)
  if (verdict.goes) return null
  const { because, words, administratorMayRelease } = verdict
  return { because, words, administratorMayRelease }
}

/** The plan of everything that is due, as an administrator is shown it; null where nothing is. */
export async function showSweep(halley: Halley): Promise<Result<ShownPlan | null>> {
  const entryIds = await entryIdsDueBefore(halley.store.catalogue, halley.now().toISOString())
  return entryIds.length === 0 ? success(null) : showPlan(halley, { act: 'purge', entryIds })
}

export interface ReleaseRequest {
  readonly reason: string
  /** Of the plan of {@link showSweep}. */
  readonly confirmedHash: string
}

/**
 * Purges what is due although the sweep has stopped, and lets it go on from now: for administrators, who have looked at
 * the clock and at the plan.
 *
 * @returns `right.denied`, `right.reason`, `plan.changed`, `sweep.broken` where no run seems to use any image any more
 */
export async function releaseSweep(halley: Halley, { reason, confirmedHash }: ReleaseRequest): Promise<Result<SweepOutcome>> {
  const { catalogue } = halley.store
  if (reason.trim() === '') {
    return failure(
      makeFault('right.reason', 'Release the sweep: expected a reason, found none.', { hint: 'Say why: --reason "The server was off"' }),
    )
  }
  const entryIds = await entryIdsDueBefore(catalogue, halley.now().toISOString())
  const verdict = await judge(halley, await planDue(halley, entryIds))
  if (!verdict.goes && !verdict.administratorMayRelease) {
    return failure(makeFault('sweep.broken', verdict.words, { hint: 'Check the store: ./halley fsck' }))
  }
  const released = await asAdministrator(halley, 'Release the sweep', async ({ transaction, byUserId, at }) => {
    const event = { at, actorId: byUserId, action: 'sweepReleased', subjectKind: 'settings', subjectId: lastSweep }
    await recordAudit(transaction, { ...event, details: { reason, planHash: confirmedHash, entries: entryIds.length } })
  })
  if (!released.ok) return released
  const begun = entryIds.length === 0 ? null : await begin(halley, entryIds, confirmedHash)
  if (begun && !begun.ok) return begun
  await keepSetting(catalogue, lastSweep, String(halley.now().getTime()))
  return success({ notices: 0, purgeIds: begun ? [begun.value.purgeId] : [], stopped: null })
}
