import { randomUUID } from 'node:crypto'
import { noticeDue } from '../../lifecycle/retention.ts'
import type { State, TrashEntry } from '../../lifecycle/state.ts'
import { knownEntry, rootItem, title } from '../../lifecycle/whereabouts.ts'
import { addNotice } from '../../store/catalogue/notices.ts'
import { entryIdsDueBefore } from '../../store/purge/sweepFacts.ts'
import { loadState } from '../../store/state/loadState.ts'
import { performCommand } from '../../store/state/performCommand.ts'
import type { Halley } from '../halley.ts'

const DAY_MS = 86_400_000
const firstNoticeDays = 7

function noticeWords(state: State, entry: TrashEntry, daysBefore: number): string {
  const root = rootItem(state, entry)
  const what = entry.root.kind === 'versions' ? `Versions ${entry.root.numbers.join(', ')} of ${title(root)}` : title(root)
  const on = entry.purgeDueMs === null ? '' : ` on ${new Date(entry.purgeDueMs).toISOString().slice(0, 10)}`
  const soon = daysBefore === 1 ? 'within a day' : `within ${daysBefore} days`
  return `${what[0]?.toUpperCase()}${what.slice(1)} is deleted permanently ${soon},${on}. To keep it: ./halley trash restore ${entry.id}`
}

/** Tells owners of what is in the trash that it is purged within 7 days, and within a day: each once. @returns how many were told */
export async function giveNotices({ store, now }: Halley): Promise<number> {
  const nowMs = now().getTime()
  const entryIds = await entryIdsDueBefore(store.catalogue, new Date(nowMs + firstNoticeDays * DAY_MS).toISOString())
  const state = await loadState(store.catalogue, { entryIds })
  let told = 0
  for (const entry of entryIds.flatMap((id) => (state.entries.has(id) ? knownEntry(state, id) : []))) {
    const daysBefore = noticeDue(entry, nowMs)
    if (daysBefore === null) continue
    const notice = { userId: rootItem(state, entry).ownerId, at: new Date(nowMs).toISOString(), kind: 'purgeSoon', subjectId: entry.id }
    const given = await performCommand(store, {
      slice: { entryIds: [entry.id] },
      command: { name: 'giveNotice', actor: { kind: 'retention' }, entryId: entry.id, daysBefore },
      nowMs,
      afterSave: (transaction) => addNotice(transaction, { ...notice, id: randomUUID(), words: noticeWords(state, entry, daysBefore) }),
    })
    // Somebody restored it in between, or another sweep was faster.
    if (given.ok) told++
  }
  return told
}
