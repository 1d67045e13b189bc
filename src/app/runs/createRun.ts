import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Fault, Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { addRun, findLiveRunByName } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { makeRunFolder, removeRunFolder, writeDraft } from '../../store/runFolder.ts'
import { healViews } from '../../store/views/healViews.ts'
import type { Halley } from '../halley.ts'
import { runNameFault } from './runName.ts'

export interface NewRun {
  readonly name: string
  /** What it is for, at most 240 characters. */
  readonly description?: string
  readonly configText: string
}

export interface CreatedRun {
  readonly id: string
  readonly name: string
  /** The draft as people find it. */
  readonly configPath: string
  readonly notes: readonly string[]
}

function nameTaken(name: string) {
  return makeFault('run.nameTaken', `Run name ${name}: expected a name that no run has, found a run of that name.`, {
    hint: `Choose another name, or process that run: ./halley process ${name}`,
    data: { name },
  })
}

const MAX_DESCRIPTION = 240

function descriptionFault(description: string): Fault | null {
  const length = description.length
  if (length <= MAX_DESCRIPTION) return null
  return makeFault('run.description', `Description: expected at most ${MAX_DESCRIPTION} characters, found ${length}.`, {
    hint: 'Shorten it.',
    data: { length },
  })
}

function newRow(halley: Halley, name: string, description: string): RunRow {
  const now = halley.now().toISOString()
  const counters = { headVersion: null, lastVersion: 0, lastSourceId: 0, forcedCount: 0, revision: 0 }
  const ownership = { projectId: halley.projectId, ownerId: halley.user.id }
  return {
    id: randomUUID(),
    name,
    description,
    ...ownership,
    place: 'live',
    work: 'initialised',
    ...counters,
    createdAt: now,
    updatedAt: now,
  }
}

/** Makes a run with its draft configuration: Initialised, nothing processed. */
export async function createRun(halley: Halley, { name, description = '', configText }: NewRun): Promise<Result<CreatedRun>> {
  const { store } = halley
  const refusal = runNameFault(name) ?? descriptionFault(description)
  if (refusal) return failure(refusal)
  if (await findLiveRunByName(store.catalogue, name)) return failure(nameTaken(name))
  const run = newRow(halley, name, description)
  makeRunFolder(store, run.id)
  const draft = await writeDraft(store, run.id, configText, null)
  if (!draft.ok) return draft
  const added = await store.catalogue.transaction().execute(async (transaction) => {
    if (await findLiveRunByName(transaction, name)) return false
    await addRun(transaction, run)
    await recordAudit(transaction, {
      at: run.createdAt,
      actorId: halley.user.id,
      action: 'createRun',
      subjectKind: 'run',
      subjectId: run.id,
      details: { name },
    })
    return true
  })
  if (!added) {
    await removeRunFolder(store, run.id)
    return failure(nameTaken(name))
  }
  await healViews(store)
  return success({ id: run.id, name, configPath: join(store.paths.views, name, 'config.yaml'), notes: [] })
}
