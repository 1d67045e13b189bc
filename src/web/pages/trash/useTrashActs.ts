import type { TrashItem } from '../../../app/contract/trash.ts'
import { useDeletePermanently } from '../../dialogs/useDeletePermanently.tsx'
import { useRestoreFromTrash } from '../../dialogs/useRestoreFromTrash.tsx'

/** What can be done to things in Trash. */
export interface TrashActs {
  readonly restore: (items: readonly TrashItem[]) => void
  readonly deletePermanently: (items: readonly TrashItem[]) => void
}

/** Restores and deletes things in Trash. @param onDone called when something of it is done */
export function useTrashActs(onDone: () => void): TrashActs {
  const restore = useRestoreFromTrash()
  const deletePermanently = useDeletePermanently()
  return {
    restore: (items) => void restore({ items, onDone }),
    deletePermanently: (items) => {
      const ownersTold = [...new Set(items.filter(({ isOwnerTold }) => isOwnerTold).map(({ owner }) => owner))]
      deletePermanently({ target: { of: 'entries', items, ownersTold }, onDone })
    },
  }
}
