import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import type { Run } from '../../lifecycle/state.ts'
import { describeRun } from '../../store/catalogue/runs.ts'
import { makeRunFolder, removeRunFolder, writeDraft } from '../../store/runFolder.ts'
import { performCommand } from '../../store/state/performCommand.ts'
import { healViews } from '../../store/views/healViews.ts'
import { actorOf } from '../actor.ts'
import { outsideFault } from '../config/outsideFault.ts'
import type { Halley } from '../halley.ts'
import { descriptionFault } from '../items/descriptionFault.ts'
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
  makeRunFolder(store, run.id)
  const draft = await writeDraft(store, run.id, configText, null)
  if (!draft.ok) return draft
  const created = await performCommand(store, {
    command: { name: 'create', actor: actorOf(halley.user), item: run },
    nowMs: halley.now().getTime(),
    afterSave: (transaction) => describeRun(transaction, run.id, description),
  })
  if (!created.ok) {
    await removeRunFolder(store, run.id)
    return created
  }
  await healViews(store)
  return success({ id: run.id, name, configPath: join(store.paths.views, name, 'config.yaml'), notes: [] })
}
