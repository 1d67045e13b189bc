import type { EventType, LifeEvent } from '../../lifecycle/events.ts'
import type { Item, State } from '../../lifecycle/state.ts'
import { title } from '../../lifecycle/whereabouts.ts'
import type { AuditEvent } from '../catalogue/audit.ts'
import type { NoticeRow } from '../catalogue/schema.ts'

/** Steps of the machinery, which operations keep themselves: no history of anyone's deeds. */
const silent: ReadonlySet<EventType> = new Set(['started', 'handedBack', 'useBegan', 'useEnded'])

interface Subject {
  readonly kind: string
  readonly id: string
}

function subjectOf(event: LifeEvent, state: State): Subject {
  const ofItem = (id: string): Subject => ({ kind: state.items.get(id)?.kind ?? 'item', id })
  if ('itemId' in event) return ofItem(event.itemId)
  switch (event.type) {
    case 'created':
      return ofItem(event.item.id)
    case 'trashed':
    case 'versionsTrashed':
      return ofItem(event.entry.root.kind === 'item' ? event.entry.root.itemId : event.entry.root.runId)
    case 'held':
      return ofItem(event.hold.itemId)
    case 'released':
      return ofItem(state.holds.get(event.holdId)?.itemId ?? event.holdId)
    case 'restoredFromTrash':
      return event.homecomings[0] ? ofItem(event.homecomings[0].itemId) : { kind: 'entry', id: event.entryId }
    case 'noticeGiven': {
      const root = state.entries.get(event.entryId)?.root
      return root ? ofItem(root.kind === 'item' ? root.itemId : root.runId) : { kind: 'entry', id: event.entryId }
    }
    case 'purgeBegan':
    case 'purged':
      return { kind: 'purge', id: event.purgeId }
    case 'imagesHeld':
    case 'imagesReleased':
      return { kind: 'images', id: event.imageIds[0] ?? 'none' }
    case 'useBegan':
      return ofItem(event.use.itemId)
    case 'useEnded':
  }
  return { kind: 'operation', id: event.operationId }
}

function detailsOf(event: LifeEvent): Readonly<Record<string, unknown>> {
  const { type: _type, by: _by, atMs: _atMs, tellUserIds, reason, ...happening } = event
  const told = tellUserIds.length > 0 ? { toldUserIds: tellUserIds } : {}
  const why = reason === '' ? {} : { reason }
  if (event.type !== 'created') return { ...happening, ...why, ...told }
  const { kind, name, ownerId } = event.item
  return { name, kind, ownerId, projectId: event.item.kind === 'project' ? null : event.item.projectId, ...why }
}

/** The line of the audit for an event; null for a step of the machinery. */
export function auditOfEvent(event: LifeEvent, state: State): AuditEvent | null {
  if (silent.has(event.type) || (event.type === 'imagesHeld' && event.byUserId === null)) return null
  const { kind, id } = subjectOf(event, state)
  return {
    at: new Date(event.atMs).toISOString(),
    actorId: event.by,
    action: event.type,
    subjectKind: kind,
    subjectId: id,
    details: detailsOf(event),
  }
}

const deeds: Readonly<Partial<Record<EventType, string>>> = {
  trashed: 'moved to Trash',
  versionsTrashed: 'had versions moved to Trash',
  restoredFromTrash: 'restored from Trash',
  purgeBegan: 'deleted permanently',
  transferred: 'transferred to another user',
  renamed: 'renamed',
  moved: 'moved to another project',
  cleared: 'cleared',
}

function namedItem(event: LifeEvent, state: State): Item | undefined {
  if (event.type === 'purgeBegan') return state.items.get(event.items[0]?.itemId ?? '')
  return state.items.get(subjectOf(event, state).id)
}

/** What an owner is told of an act of an administrator on what is theirs. */
export function noticeOfEvent(event: LifeEvent, state: State): Pick<NoticeRow, 'kind' | 'words' | 'subjectId'> {
  const item = namedItem(event, state)
  const named = item ? title(item) : 'Something of yours'
  const more = event.type === 'purgeBegan' && event.items.length > 1 ? ` and ${event.items.length - 1} more` : ''
  const why = event.reason === '' ? '' : ` Reason: ${event.reason}`
  const words = `${named[0]?.toUpperCase()}${named.slice(1)}${more} was ${deeds[event.type] ?? 'changed'} by an administrator.${why}`
  return { kind: event.type, words, subjectId: subjectOf(event, state).id }
}
