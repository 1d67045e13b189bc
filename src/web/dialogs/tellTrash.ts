import type { Restored } from '../../app/contract/trash.ts'
import { ApiFault } from '../api/apiFault.ts'
import { callApi } from '../api/callApi.ts'
import { queryClient } from '../api/queryClient.ts'
import { tellDone } from '../parts/notify.tsx'
import { movedWords, restoredWords, type Named } from '../words/destruction.ts'
import { tellRefused } from './tellRefused.ts'

type Again = Restored & { readonly again: NonNullable<Restored['again']> }

function isAgain(one: Restored): one is Again {
  return one.again !== null
}

async function trashItems(items: readonly Again[]): Promise<string[]> {
  if (items.length === 0) return []
  const body = { itemIds: items.map(({ id }) => id), companionIds: items.flatMap(({ again }) => [...again.companionIds]) }
  const { entries } = await callApi('moveToTrash', { body })
  return entries.map(({ entryId }) => entryId)
}

/** Puts what was restored into Trash again, with all that was there with it. */
async function trashAgain(restored: readonly Again[]): Promise<void> {
  try {
    const [ofRuns, items] = [
      restored.filter(({ again }) => again.versions.length > 0),
      restored.filter(({ again }) => again.versions.length === 0),
    ]
    const entryIds = await trashItems(items)
    for (const { id, again } of ofRuns) {
      const { entryId } = await callApi('trashVersions', { params: { run: id }, body: { versions: [...again.versions] } })
      if (entryId !== null) entryIds.push(entryId)
    }
    tellMoved(
      restored.map(({ kind, name, again: { versions } }) => (versions.length > 0 ? { kind: 'versions', name, versions } : { kind, name })),
      entryIds,
    )
  } catch (error) {
    tellRefused('move', error)
  }
  await queryClient.invalidateQueries()
}

/** Brings back exactly what was moved. */
async function restoreAgain(entryIds: readonly string[]): Promise<void> {
  try {
    const { restored, refused } = await callApi('restoreFromTrash', { body: { orders: entryIds.map((id) => ({ id })) } })
    if (restored.length > 0) tellRestored(restored)
    for (const { code, message, hint } of refused)
      tellRefused('restore', new ApiFault(409, { error: { code, message, hint, retryable: false, data: {} } }))
  } catch (error) {
    tellRefused('restore', error)
  }
  await queryClient.invalidateQueries()
}

/** Says what is in Trash now, and offers to bring it back. */
export function tellMoved(items: readonly Named[], entryIds: readonly string[]): void {
  tellDone({ words: movedWords(items), onUndo: () => void restoreAgain(entryIds) })
}

/** Says what came back from Trash, and offers to put it there again. */
export function tellRestored(restored: readonly Restored[]): void {
  const again = restored.filter(isAgain)
  const words = restoredWords(restored)
  tellDone(again.length === restored.length ? { words, onUndo: () => void trashAgain(again) } : { words })
}
