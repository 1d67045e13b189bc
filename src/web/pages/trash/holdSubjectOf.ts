import type { TrashItem } from '../../../app/contract/trash.ts'
import type { HoldSubject } from '../../dialogs/useHold.tsx'

/** What a hold on an entry is on: its root; of one version, that; of several versions, their run. */
export function holdSubjectOf({ kind, id, name, versions }: TrashItem): HoldSubject {
  const [only, ...others] = versions
  if (kind !== 'versions') return { id, kind, name }
  return { id, kind: 'run', name, ...(only !== undefined && others.length === 0 ? { version: only } : {}) }
}
