import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { formerProjectIds, itemIdsOfEntry, itemIdsOfHold, itemIdsOfPurge } from '../../store/catalogue/liveFacts.ts'
import type { AuditRow } from '../../store/catalogue/schema.ts'
import type { LiveTopic } from '../contract/live.ts'

/** A change before it is asked who may know of it. */
export interface Change {
  readonly topics: readonly LiveTopic[]
  readonly itemIds: readonly string[]
  /** Whether what is in the items may have changed with them. */
  readonly isWide: boolean
  readonly part: string | null
  /** Whether it takes the items from the sight of some who saw them: they are told, or would go on showing them. */
  readonly isLeaving: boolean
  /** Who is told whatever they may see. */
  readonly userIds: readonly string[]
  /** Projects whose readers saw it before. */
  readonly formerProjectIds: readonly string[]
  /** Whether everybody may know of it: it names no item. */
  readonly isPublic: boolean
}

const itemTopics: readonly string[] = ['project', 'run', 'sample', 'analysis']

const trashActions: ReadonlySet<string> = new Set([
  'trashed',
  'versionsTrashed',
  'cleared',
  'restoredFromTrash',
  'purgeBegan',
  'purged',
  'held',
  'released',
  'noticeGiven',
])

/** Acts after which somebody may see less than before. */
const leavingActions: ReadonlySet<string> = new Set(['trashed', 'moved', 'transferred', 'unshared', 'left'])

/** Acts on a project that change what its items say, or who may see them. */
const wideActions: ReadonlySet<string> = new Set(['trashed', 'restoredFromTrash', 'renamed', 'transferred', 'shared', 'unshared', 'left'])

type Details = Readonly<Record<string, unknown>>

function sweptIds({ entry }: Details): readonly string[] {
  const swept = entry && typeof entry === 'object' && 'sweptIds' in entry ? entry.sweptIds : []
  return Array.isArray(swept) ? swept.filter((id) => typeof id === 'string') : []
}

function broughtBackIds({ homecomings }: Details): readonly string[] {
  if (!Array.isArray(homecomings)) return []
  return homecomings.flatMap(({ itemId }: { readonly itemId?: unknown }) => (typeof itemId === 'string' ? [itemId] : []))
}

/** Items that an event concerns beside its subject, and those of a subject that is no item. */
async function itemIdsOf(catalogue: Catalogue, { subjectKind, subjectId }: AuditRow, details: Details): Promise<readonly string[]> {
  if (subjectKind === 'hold') return itemIdsOfHold(catalogue, subjectId)
  if (subjectKind === 'entry') return itemIdsOfEntry(catalogue, subjectId)
  if (subjectKind === 'purge') return itemIdsOfPurge(catalogue, subjectId)
  return itemTopics.includes(subjectKind) ? [subjectId, ...sweptIds(details), ...broughtBackIds(details)] : []
}

function topicsOf({ subjectKind, action }: AuditRow): readonly LiveTopic[] {
  const trash: readonly LiveTopic[] = trashActions.has(action) ? ['trash'] : []
  switch (subjectKind) {
    case 'project':
    case 'run':
    case 'sample':
    case 'analysis':
      return [subjectKind, ...trash]
    case 'images':
      return ['image']
    case 'user':
    case 'token':
      return [subjectKind]
    case 'settings':
    case 'store':
      return ['settings']
    default:
      return ['project', 'run', 'sample', 'analysis', 'trash']
  }
}

/** What an event of the history changed. */
export async function changeOfEvent(catalogue: Catalogue, row: AuditRow): Promise<Change> {
  const details = JSON.parse(row.details) as Details
  const { subjectKind, subjectId, action, actorId } = row
  const told = [details['userId'], details['toUserId'], ...(subjectKind === 'token' ? [actorId] : [])]
  return {
    topics: topicsOf(row),
    itemIds: [...new Set(await itemIdsOf(catalogue, row, details))],
    isWide: subjectKind === 'project' && wideActions.has(action),
    part: null,
    isLeaving: leavingActions.has(action),
    userIds: told.filter((id) => typeof id === 'string'),
    formerProjectIds: action === 'moved' ? await formerProjectIds(catalogue, subjectId) : [],
    isPublic: ['user', 'settings', 'store'].includes(subjectKind),
  }
}

/** The operation that an event of the history names: it may have ended before anybody looked. */
export function operationIdOfEvent({ details }: AuditRow): string | null {
  const { operation, version } = JSON.parse(details) as { readonly operation?: { readonly id?: unknown }; readonly version?: unknown }
  const ofVersion = version && typeof version === 'object' && 'operationId' in version ? version.operationId : undefined
  const id = operation?.id ?? ofVersion
  return typeof id === 'string' ? id : null
}
