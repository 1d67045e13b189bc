import type { Command, CommandName } from '../../lifecycle/commands.ts'
import type { Slice } from './slice.ts'

function ofItem({ itemId }: { readonly itemId: string }): Slice {
  return { itemIds: [itemId] }
}

function ofWork({ itemId, imageIds }: { readonly itemId: string; readonly imageIds: readonly string[] }): Slice {
  return { itemIds: [itemId], imageIds }
}

function ofTrash({ itemId, companionIds }: Command<'trash' | 'cancelAndTrash'>): Slice {
  return { itemIds: [itemId, ...companionIds] }
}

const slices: { readonly [Name in CommandName]: (command: Command<Name>) => Slice } = {
  create: ({ item }) => ({ projectIds: item.kind === 'project' ? [] : [item.projectId], names: [item.name] }),
  process: ofWork,
  addImages: ofWork,
  start: ofItem,
  complete: ({ itemId, result }) => ({ itemIds: [itemId], imageIds: result?.imageIds ?? [], depth: 'results' }),
  fail: ofItem,
  handBack: ofItem,
  cancel: ofItem,
  revertVersion: ofItem,
  clear: ofItem,
  trashVersions: ofItem,
  trash: ofTrash,
  cancelAndTrash: ofTrash,
  restoreFromTrash: ({ entryId, intoProjectId, newNames }) => ({
    entryIds: [entryId],
    projectIds: intoProjectId === null ? [] : [intoProjectId],
    names: [...newNames.values()],
  }),
  takeOut: ({ itemId, intoProjectId, newName }) => ({
    itemIds: [itemId],
    projectIds: [intoProjectId],
    rivalsOf: [itemId],
    names: newName === null ? [] : [newName],
  }),
  purge: ({ entryIds }) => ({ entryIds, depth: 'reach' }),
  purgeDone: ({ purgeId }) => ({ purgeIds: [purgeId] }),
  rename: ({ itemId, newName }) => ({ itemIds: [itemId], names: [newName] }),
  move: ({ itemId, intoProjectId }) => ({ itemIds: [itemId], projectIds: [intoProjectId], rivalsOf: [itemId] }),
  setRetention: ofItem,
  transfer: ofItem,
  giveEverything: ({ fromUserId }) => ({ ownerIds: [fromUserId] }),
  share: ofItem,
  unshare: ofItem,
  leave: ofItem,
  hold: ofItem,
  release: ({ holdId }) => ({ holdIds: [holdId] }),
  giveNotice: ({ entryId }) => ({ entryIds: [entryId] }),
  ingestImages: ({ imageIds, holder }) => ({ imageIds, itemIds: holder === null ? [] : [holder.itemId] }),
  releaseImages: ({ imageIds }) => ({ imageIds, depth: 'reach' }),
  beginUse: ofItem,
  endUse: ({ operationId }) => ({ useIds: [operationId] }),
}

/** The slice of the catalogue that a command is decided on: with more the answer would be the same. */
export function sliceOf<Name extends CommandName>(command: Command<Name>): Slice {
  const name: Name = command.name
  return slices[name](command)
}
