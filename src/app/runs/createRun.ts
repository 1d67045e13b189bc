import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Fault, Result } from '../../fault/fault.ts'
import { failure, settle, settleResult, success } from '../../fault/fault.ts'
import type { Run } from '../../lifecycle/state.ts'
import { describeRun } from '../../store/catalogue/runs.ts'
import { makeRunFolder, removeRunFolder, writeDraft } from '../../store/runFolder.ts'
import { forgetNewRun, noteNewRun } from '../../store/scratch.ts'
import { performCommand } from '../../store/state/performCommand.ts'
import { healViews } from '../../store/views/healViews.ts'
import { actorOf } from '../actor.ts'
import { outsideFault } from '../config/outsideFault.ts'
import type { Halley } from '../halley.ts'
import { descriptionFault } from '../items/descriptionFault.ts'
import { workerName } from '../operations/workerProcess.ts'
import { runNameFault } from './runName.ts'
import { takenFault } from './takenFault.ts'

export interface NewRun {
  readonly name: string
  /** What it is for, at most 240 characters. */
  readonly description?: string
  readonly configText: string
  /** Project that it goes to; default: that of new runs. */
  readonly projectId?: string
}

export interface CreatedRun {
  readonly id: string
  readonly name: string
  /** The draft as people find it. */
  readonly configPath: string
  readonly notes: readonly string[]
}

function newRun(halley: Halley, name: string, projectId: string): Run {
  return {
    kind: 'run',
    id: randomUUID(),
    name,
    ownerId: halley.user.id,
    projectId,
    grantees: [],
    versions: [],
    lastVersion: 0,
    state: { place: 'live', work: 'initialised', head: null },
  }
}

/** Where nobody knows whether the catalogue took the run, its folder stays. */
function mayBeThere({ code }: Fault): boolean {
  return code === 'catalogue.outcomeUnknown'
}

async function makeRun(
  halley: Halley,
  run: Run,
  { description, configText }: { readonly description: string; readonly configText: string },
): Promise<Result<unknown>> {
  const { store } = halley
  noteNewRun(store, workerName(), run.id)
  makeRunFolder(store, run.id)
  const draft = await writeDraft(store, run.id, configText, null)
  if (!draft.ok) return draft
  return performCommand(store, {
    command: { name: 'create', actor: actorOf(halley.user), item: run },
    nowMs: halley.now().getTime(),
    afterSave: (transaction) => describeRun(transaction, run.id, description),
  })
}

/**
 * Makes a run with its draft configuration: Initialised, nothing processed.
 *
 * @returns `root.outside` where it names a file that the user may not name
 */
export async function createRun(
  halley: Halley,
  { name, description = '', configText, projectId = halley.projectId }: NewRun,
): Promise<Result<CreatedRun>> {
  const { store } = halley
  const refusal =
    runNameFault(name) ??
    descriptionFault(description) ??
    (await takenFault(halley, name)) ??
    (await outsideFault(halley, name, configText))
  if (refusal) return failure(refusal)
  const run = newRun(halley, name, projectId)
  const made = await settleResult(() => makeRun(halley, run, { description, configText }))
  if (!made.ok && mayBeThere(made.fault)) return made
  if (!made.ok) await removeRunFolder(store, run.id)
  await settle(() => forgetNewRun(store, workerName(), run.id))
  if (!made.ok) return made
  await healViews(store)
  return success({ id: run.id, name, configPath: join(store.paths.views, name, 'config.yaml'), notes: [] })
}
