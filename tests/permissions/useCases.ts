// The use cases of the program by the acts of the table, called as a door would that passes on ids it was given.
import { randomUUID } from 'node:crypto'
import { submitAnalysis } from '../../src/app/analyses/runAnalysis.ts'
import { etaVParametersSchema } from '../../src/app/contract/etaVParameters.ts'
import { openDrawn } from '../../src/app/drawn/openDrawn.ts'
import { commentOnItem } from '../../src/app/remarks/itemComments.ts'
import { submitDrawing } from '../../src/app/samples/drawSample.ts'
import type { Halley } from '../../src/app/halley.ts'
import { describeItem } from '../../src/app/items/describeItem.ts'
import { leaveItem } from '../../src/app/items/leaveItem.ts'
import { moveItems } from '../../src/app/items/moveItems.ts'
import { renameItem } from '../../src/app/items/renameItem.ts'
import { shareItem, transferItem, unshareItem } from '../../src/app/items/shareItem.ts'
import { cancelWork } from '../../src/app/operations/cancelWork.ts'
import { submitExport } from '../../src/app/export/exportOperation.ts'
import { giveEverything } from '../../src/app/people/giveEverything.ts'
import { submitProcessing } from '../../src/app/process/processOperation.ts'
import { setRetention } from '../../src/app/projects/setRetention.ts'
import { createProject } from '../../src/app/projects/createProject.ts'
import { beginTrashPurge } from '../../src/app/purge/beginTrashPurge.ts'
import { deletePermanently } from '../../src/app/purge/deletePermanently.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { replaceDraft } from '../../src/app/runs/replaceDraft.ts'
import { clearRuns } from '../../src/app/trash/clearRuns.ts'
import { addHold, releaseHolds } from '../../src/app/trash/holds.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { restoreFromTrash } from '../../src/app/trash/restoreFromTrash.ts'
import { showPlan } from '../../src/app/trash/showPlan.ts'
import { previewRevert } from '../../src/app/versions/previewRevert.ts'
import { revertVersion } from '../../src/app/versions/revertVersion.ts'
import { setVersionRule, trashVersions } from '../../src/app/versions/trashVersions.ts'
import type { Result } from '../../src/fault/fault.ts'
import type { Item } from '../../src/lifecycle/state.ts'
import { findOperation } from '../../src/store/catalogue/operations.ts'
import { findRun } from '../../src/store/catalogue/runs.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { entriesNamed } from '../../src/store/catalogue/trashEntries.ts'
import { loadItemsAlone } from '../../src/store/state/loadItemsAlone.ts'
import type { Act, Expectation } from './expectations.ts'
import { entryId, holdId, homeOf, itemIds, operationId, secretWord, type UserName } from './scene.ts'

/** What a use case is called with in a scene. */
export interface Call {
  readonly halley: Halley
  readonly name: UserName
  readonly of: keyof typeof itemIds
  readonly id: string
}

type UseCase = (call: Call) => Promise<Result<unknown>>

async function itemOf({ halley, id }: Call): Promise<Item> {
  const item = (await loadItemsAlone(halley.store.catalogue, [id])).items.get(id)
  if (!item) throw new Error(`No item ${id}`)
  return item
}

async function runOf({ halley }: Call): Promise<RunRow> {
  const run = await findRun(halley.store.catalogue, itemIds.run)
  if (!run) throw new Error('No run')
  return run
}

async function cancel(call: Call): Promise<Result<unknown>> {
  const operation = await findOperation(call.halley.store.catalogue, operationId)
  if (!operation) throw new Error('No operation')
  return cancelWork(call.halley, operation)
}

async function restoreEntry(call: Call): Promise<Result<unknown>> {
  const [entry] = await entriesNamed(call.halley.store.catalogue, [entryId], [])
  if (!entry) throw new Error('No trash entry')
  const target = { kind: 'entry', entry, root: await itemOf(call) } as const
  return restoreFromTrash(call.halley, target, { intoProjectId: null, newName: null })
}

async function takeOut(call: Call): Promise<Result<unknown>> {
  return restoreFromTrash(call.halley, { kind: 'hidden', item: await itemOf(call) }, { intoProjectId: homeOf(call.name), newName: null })
}

const trashing = { companionIds: [], reason: 'because' }

async function purge({ halley }: Call): Promise<Result<unknown>> {
  const act = { act: 'purge', entryIds: [entryId] } as const
  const shown = await showPlan(halley, act)
  return shown.ok ? beginTrashPurge(halley, { act, confirmedHash: shown.value.hash, reason: 'because', detach: true }) : shown
}

async function deleteAtOnce({ halley, id }: Call): Promise<Result<unknown>> {
  const act = { act: 'trash', itemIds: [id], companionIds: [] } as const
  const shown = await showPlan(halley, act)
  if (!shown.ok) return shown
  return deletePermanently(halley, { ...final, act, confirmedHash: shown.value.hash })
}

const anew = { name: 'new', project: itemIds.project } as const

function createWhat(of: Expectation['of']): UseCase | undefined {
  switch (of) {
    case 'project':
      return ({ halley }) => createProject(halley, { name: 'new', description: '' })
    case 'run':
      return ({ halley }) => createRun(halley, { name: 'new', configText: 'run: {}\n', projectId: itemIds.project })
    case 'sample':
      return ({ halley }) => submitDrawing(halley, { ...anew, from: [{ run: itemIds.run }], query: { kind: 'all' } })
    case 'analysis':
      return ({ halley }) => submitAnalysis(halley, { ...anew, of: { run: itemIds.run }, parameters: etaVParametersSchema.parse({}) })
    case 'store':
  }
  return undefined
}

const describe: UseCase = ({ halley, id }) => describeItem(halley, id, 'new')

const editRun: UseCase = async (call) => replaceDraft(call.halley, await runOf(call), `run: { for: ${randomUUID()} }\n`)

function exportWhat(of: Expectation['of']): UseCase | undefined {
  if (of === 'run') return async (call) => submitExport(call.halley, await runOf(call), { overwrite: false })
  if (of === 'sample' || of === 'analysis') return ({ halley, id }) => openDrawn(halley, of, id, { file: 'none.parquet', asCsv: false })
  return undefined
}

/** @returns nothing where the program has none of its own for it */
function useCaseOf({ act, of, where }: Expectation): UseCase | undefined {
  const isRun = of === 'run'
  const isMember = isRun || of === 'sample' || of === 'analysis'
  const isInTrash = where === 'trashed' || where === 'purging'
  const cases: Readonly<Partial<Record<Act, UseCase | false | undefined>>> = {
    create: createWhat(of),
    edit: isRun ? editRun : describe,
    export: exportWhat(of),
    comment: of !== 'store' && ((call) => commentOnItem(call.halley, { kind: of, id: call.id }, 'well seen')),
    process: isRun && (async (call) => submitProcessing(call.halley, await runOf(call), { debug: false })),
    cancel: isRun && where === 'live' && cancel,
    revertVersion: isRun && (async (call) => revertVersion(call.halley, await runOf(call), { to: 1, debug: false })),
    clear: isRun && (({ halley, id }) => clearRuns(halley, { runIds: [id], reason: 'because' })),
    trashVersions: isRun && (({ halley, id }) => trashVersions(halley, { id }, [1], 'because')),
    trash: ({ halley, id }) => moveToTrash(halley, { ...trashing, itemIds: [id], cancel: false }),
    cancelAndTrash: ({ halley, id }) => moveToTrash(halley, { ...trashing, itemIds: [id], cancel: true }),
    restoreFromTrash: isInTrash && restoreEntry,
    takeOut: isMember && where === 'hidden' && takeOut,
    purge: isInTrash && purge,
    rename: async (call) => renameItem(call.halley, await itemOf(call), 'renamed'),
    move: isMember && (async (call) => moveItems(call.halley, [await itemOf(call)], homeOf(call.name))),
    setRetention: ({ halley, id }) => setRetention(halley, id, 7),
    transfer: ({ halley, id }) => transferItem(halley, id, `nia-${secretWord}`),
    giveEverything: ({ halley }) => giveEverything(halley, { from: `cleo-${secretWord}`, to: `nia-${secretWord}`, reason: 'because' }),
    share: ({ halley, id }) => shareItem(halley, id, `nia-${secretWord}`, 'viewer'),
    unshare: ({ halley, id }) => unshareItem(halley, id, `${of === 'project' ? 'vic' : 'guy'}-${secretWord}`),
    leave: ({ halley, id }) => leaveItem(halley, id),
    hold: ({ halley, id }) => addHold(halley, { itemId: id, version: null, reason: 'because' }),
    release: where !== 'purging' && where !== 'purged' && (({ halley }) => releaseHolds(halley, { kind: null, name: holdId })),
  }
  return cases[act] || undefined
}

const final = { cancel: false, reason: 'because', detach: true } as const

function purgeUnseen({ halley }: Call): Promise<Result<unknown>> {
  return beginTrashPurge(halley, { act: { act: 'purge', entryIds: [entryId] }, confirmedHash: 'x', reason: 'because', detach: true })
}

/** One way to an act. */
export interface Way {
  readonly useCase: UseCase
  /** Confirms a plan that nobody was shown: refused for this at the latest. */
  readonly isGuess?: boolean
  /** Does more than one thing, for which a token needs more than one scope. */
  readonly needsMoreScopes?: boolean
  /** Finds things by their names first: who may not look at all finds none. */
  readonly looksUp?: boolean
}

/** More than one way leads to some acts: each must answer the same. */
function otherWaysOf({ act, of, where }: Expectation): readonly Way[] {
  const isRun = of === 'run'
  if (act === 'trash' && where === 'live') {
    const guess: UseCase = ({ halley, id }) =>
      deletePermanently(halley, { ...final, act: { act: 'trash', itemIds: [id], companionIds: [] }, confirmedHash: 'x' })
    return [
      { useCase: deleteAtOnce, needsMoreScopes: true },
      { useCase: guess, isGuess: true, needsMoreScopes: true },
    ]
  }
  if (act === 'edit' && isRun) return [{ useCase: describe }]
  if (act === 'purge' && where === 'trashed') return [{ useCase: purgeUnseen, isGuess: true }]
  if (act === 'trashVersions' && isRun) return [{ useCase: async (call) => setVersionRule(call.halley, await runOf(call), 1) }]
  if (act === 'revertVersion' && isRun) return [{ useCase: async (call) => previewRevert(call.halley, await runOf(call), 1) }]
  return []
}

/** The ways of the program to an act, by use cases that it has. */
export function waysOf(expectation: Expectation): readonly Way[] {
  const useCase = useCaseOf(expectation)
  if (!useCase) return []
  const { act, of } = expectation
  const isDrawn = of === 'sample' || of === 'analysis'
  // What is drawn reads what it is drawn from.
  const way = { useCase, needsMoreScopes: isDrawn && act === 'create', looksUp: isDrawn && (act === 'create' || act === 'export') }
  return [way, ...otherWaysOf(expectation)]
}
