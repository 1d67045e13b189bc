// A world of the rules put into a real catalogue, and commands given to it there.
import type { Fault } from '../../src/fault/fault.ts'
import type { Command } from '../../src/lifecycle/commands.ts'
import { canonicalPlanText } from '../../src/lifecycle/plans/canonicalPlanText.ts'
import { planPurge } from '../../src/lifecycle/plans/planPurge.ts'
import type { Run, State } from '../../src/lifecycle/state.ts'
import { backedUpTables, passingTables } from '../../src/store/backup/backedUpTables.ts'
import { addImage } from '../../src/store/catalogue/images.ts'
import { keepConfiguration } from '../../src/store/catalogue/configurations.ts'
import type { Catalogue } from '../../src/store/catalogue/openCatalogue.ts'
import { enqueueOperation } from '../../src/store/catalogue/operations.ts'
import { addUser } from '../../src/store/catalogue/people.ts'
import { addResult } from '../../src/store/catalogue/results.ts'
import { performCommand, type Decided } from '../../src/store/state/performCommand.ts'
import { saveState } from '../../src/store/state/saveState.ts'
import { sliceOf } from '../../src/store/state/sliceOf.ts'
import type { Store } from '../../src/store/store.ts'
import { noSizes } from '../lifecycle/player.ts'
import { startMs, stateOf } from '../lifecycle/world.ts'

const at = new Date(startMs).toISOString()

/** Removes every row. */
export async function emptyCatalogue(catalogue: Catalogue): Promise<void> {
  for (const name of [...passingTables, ...backedUpTables.map((table) => table.name).toReversed()]) {
    await catalogue
      .withoutPlugins()
      .deleteFrom(name as 'runs')
      .execute()
  }
}

export async function addWorld(catalogue: Catalogue, state: State): Promise<void> {
  await catalogue.transaction().execute(async (transaction) => {
    for (const id of ['ann', 'bea', 'ada']) await addUser(transaction, { id, name: id, account: id, createdAt: at })
    let number = 0
    for (const id of state.images.keys()) {
      const facts = {
        ingestSettings: '{}',
        ingestVersion: 1,
        facts: '{}',
        measurementCount: 0,
        measurementBytes: 0,
        measurementHash: '',
        measurementStamp: null,
      }
      await addImage(transaction, { id, number: ++number, name: id, contentHash: id, createdAt: at, ...facts }, [])
    }
    await saveState(transaction, stateOf([]), { ...state, images: new Map() }, startMs)
    const origins = [...state.items.values()].flatMap((item) =>
      'madeFrom' in item ? item.madeFrom.map((origin) => ({ item, origin })) : [],
    )
    for (const { item, origin } of origins) {
      if (item.kind === 'sample') {
        await transaction.insertInto('sampleOrigins').values({ sampleId: item.id, runId: origin, version: 1, resultId: 'r' }).execute()
      } else {
        await transaction
          .insertInto('analysisOrigins')
          .values({ analysisId: item.id, sampleId: origin, runId: null, version: null, resultId: null })
          .execute()
      }
    }
  })
}

/** The rows that use cases add with what happened: operations, results. */
async function addRows(transaction: Catalogue, { before, events }: Decided): Promise<void> {
  for (const event of events) {
    if (event.type === 'queued' || event.type === 'revertBegan') {
      const { id, makes } = event.operation
      await enqueueOperation(transaction, { id, kind: makes, runId: event.itemId, actorId: event.by, createdAt: at })
    }
    if (event.type !== 'published' || before.results.has(event.result.id)) continue
    const { id, runId, imageIds } = event.result
    const configurationHash = await keepConfiguration(transaction, 'run: {}', at)
    const hashes = { configurationHash, inputsHash: '', manifestHash: '', counts: '{}', codeVersion: '' }
    const edges = imageIds.map((imageId, position) => ({ resultId: id, imageId, position, epoch: position }))
    await addResult(transaction, { id, runId, ...hashes, createdAt: at, place: 'live', missingSince: null }, edges, [])
  }
}

/** Operations are kept by the queue, which the rules do not know: here they follow what the rules say. */
async function followOperations(transaction: Catalogue, { after }: Decided): Promise<void> {
  const runs = [...after.items.values()].filter((item): item is Run => item.kind === 'run')
  for (const { state } of runs) {
    if (state.place !== 'live' || !('operation' in state)) continue
    const { id, attempt } = state.operation
    await transaction.updateTable('operations').set({ attempt }).where('id', '=', id).execute()
  }
}

/** The player's plans know the whole world; here a plan is drawn from what the purge has loaded. */
function withPlanOf(state: State, command: Command<'purge'>): Command {
  const known = command.entryIds.filter((id) => state.entries.has(id))
  const planHash = canonicalPlanText(planPurge(state, noSizes, known))
  const isStale = command.confirmedHash !== command.planHash
  return { ...command, planHash, confirmedHash: isStale ? `${planHash} before` : planHash }
}

/** Gives a command to the catalogue. @returns why it did nothing, or nothing */
export async function perform(store: Store, command: Command, nowMs: number): Promise<Fault | undefined> {
  const outcome = await performCommand(store, {
    slice: sliceOf(command),
    command: command.name === 'purge' ? (state) => withPlanOf(state, command) : command,
    nowMs,
    beforeSave: addRows,
    afterSave: followOperations,
  })
  return outcome.ok ? undefined : outcome.fault
}
