// What clients do with the Trash: there, back, and for good.
import { finishPurge, performPurge } from '../../src/app/purge/performPurge.ts'
import { beginTrashPurge, type Begun } from '../../src/app/purge/beginTrashPurge.ts'
import { deletePermanently } from '../../src/app/purge/deletePermanently.ts'
import { stoppedPurges } from '../../src/app/purge/stoppedPurges.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { clearRuns } from '../../src/app/trash/clearRuns.ts'
import { findEntry } from '../../src/app/trash/findEntry.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { restoreFromTrash } from '../../src/app/trash/restoreFromTrash.ts'
import { showPlan } from '../../src/app/trash/showPlan.ts'
import { setVersionRule, trashVersions } from '../../src/app/versions/trashVersions.ts'
import { success, type Result } from '../../src/fault/fault.ts'
import type { Halley } from '../../src/app/halley.ts'
import type { PlannedAct } from '../../src/store/purge/drawPlan.ts'
import type { PresentEntry } from './population.ts'
import { deed, newName, on, oneOf, ownOrOther, type Act, type Chosen, type Deed, type Turn } from './turn.ts'

const never = new AbortController().signal
const quietly = { signal: never, onProgress: () => {} }

function trashItem(turn: Turn, id: string): Chosen {
  const request = { itemIds: [id], companionIds: [], cancel: turn.next() < 0.3, reason: 'not needed' }
  return { on: [id], perform: () => deed(moveToTrash(turn.halley, request), () => ({ events: [['trashed', id]] })) }
}

const trashRun: Act = (turn) => on(ownOrOther(turn, turn.there.runs), ({ id }) => trashItem(turn, id))

const trashDrawn: Act = (turn) => on(ownOrOther(turn, [...turn.there.samples, ...turn.there.analyses]), ({ id }) => trashItem(turn, id))

const trashProject: Act = (turn) => on(ownOrOther(turn, turn.there.projects), ({ id }) => trashItem(turn, id))

/** Mostly what the user has put there. */
function entryOf(turn: Turn): PresentEntry | undefined {
  const { entries } = turn.there
  const own = entries.filter(({ byUserId }) => byUserId === turn.halley.user.id)
  return oneOf(turn, own.length > 0 && turn.next() < 0.95 ? own : entries)
}

async function restoreEntry(turn: Turn, { id }: PresentEntry): Promise<Result<Deed>> {
  const target = await findEntry(turn.halley, { kind: null, name: id })
  if (!target.ok) return target
  const isRenamed = turn.next() < 0.1 && target.value.kind === 'entry' && target.value.entry.rootKind !== 'versions'
  const restored = restoreFromTrash(turn.halley, target.value, {
    intoProjectId: null,
    newName: isRenamed ? newName(turn, 'again') : null,
  })
  const isItem = target.value.kind === 'entry' && target.value.entry.rootKind !== 'versions'
  return deed(restored, (item) => ({ events: isItem ? [['restoredFromTrash', item.id]] : [] }))
}

const restore: Act = (turn) => on(entryOf(turn), (entry) => ({ on: [entry.id, entry.rootId], perform: () => restoreEntry(turn, entry) }))

/** Ends a purge in this process, or leaves it to the workers. */
async function finish(halley: Halley, begun: Result<Begun | null>): Promise<Result<Deed>> {
  if (!begun.ok) return begun
  if (begun.value === null) return success({})
  const { purgeId, operation } = begun.value
  if (operation) {
    const finished = await finishPurge(halley, operation, quietly)
    if (!finished.ok) return finished
  }
  return success({ purgeId, events: [['purgeBegan', purgeId]] })
}

/** The plan of an act that was shown, which the client goes on with as a user does who confirms it. */
async function confirmed(
  { halley, next }: Turn,
  act: PlannedAct,
  go: (confirmation: {
    readonly confirmedHash: string
    readonly reason: string
    readonly detach: boolean
  }) => Promise<Result<Begun | null>>,
): Promise<Result<Deed>> {
  const shown = await showPlan(halley, act)
  if (!shown.ok) return shown
  return finish(halley, await go({ confirmedHash: shown.value.hash, reason: 'not needed', detach: next() < 0.6 }))
}

const purge: Act = (turn) =>
  on(entryOf(turn), ({ id, rootId }) => {
    const act = { act: 'purge', entryIds: [id] } as const
    return {
      on: [rootId],
      ends: [id],
      perform: () => confirmed(turn, act, (order) => beginTrashPurge(turn.halley, { act, ...order })),
    }
  })

/** Empties the trash of the user: all that is in it when the plan is drawn. */
const empty: Act = async (turn) => {
  const act = { act: 'empty', ownerId: turn.halley.user.id } as const
  const shown = await showPlan(turn.halley, act)
  if (!shown.ok || shown.value.plan.entryIds.length === 0) return null
  const { hash: confirmedHash, plan } = shown.value
  return {
    on: plan.entryIds,
    ends: plan.entryIds,
    perform: async () =>
      finish(turn.halley, await beginTrashPurge(turn.halley, { act, confirmedHash, reason: 'not needed', detach: turn.next() < 0.5 })),
  }
}

const deleteForEver: Act = (turn) =>
  on(ownOrOther(turn, turn.there.runs), ({ id }) => {
    const act = { act: 'trash', itemIds: [id], companionIds: [] } as const
    return {
      on: [id],
      ends: [id],
      perform: () => confirmed(turn, act, (order) => deletePermanently(turn.halley, { act, cancel: false, ...order })),
    }
  })

const clear: Act = (turn) =>
  on(ownOrOther(turn, turn.there.runs), ({ id }) => ({
    on: [id],
    perform: () => deed(clearRuns(turn.halley, { runIds: [id], reason: 'anew' }), () => ({ events: [['cleared', id]] })),
  }))

const trashVersion: Act = (turn) =>
  on(
    ownOrOther(
      turn,
      turn.there.runs.filter(({ lastVersion }) => lastVersion > 1),
    ),
    ({ id, lastVersion }) => ({
      on: [id],
      perform: async () => {
        const run = await findRun(turn.halley, id)
        if (!run.ok) return run
        const number = 1 + Math.floor(turn.next() * lastVersion)
        return deed(trashVersions(turn.halley, run.value, [number], 'older'), () => ({ events: [['versionsTrashed', id]] }))
      },
    }),
  )

const keepLast: Act = (turn) =>
  on(ownOrOther(turn, turn.there.runs), ({ id }) => ({
    on: [id],
    perform: async () => {
      const run = await findRun(turn.halley, id)
      return run.ok
        ? deed(setVersionRule(turn.halley, run.value, turn.next() < 0.8 ? 3 : null), () => ({ events: [['keepVersions', id]] }))
        : run
    },
  }))

/** Goes on with what something was in the way of. */
const resume: Act = async (turn) => {
  const purgeId = oneOf(turn, await stoppedPurges(turn.halley))
  return on(purgeId, (id) => ({ on: [id], perform: () => deed(performPurge(turn.halley, id, quietly), () => ({ purgeId: id })) }))
}

export const trashActs = {
  trashRun,
  trashDrawn,
  trashProject,
  restore,
  purge,
  empty,
  deleteForEver,
  clear,
  trashVersion,
  keepLast,
  resume,
} as const
