import type { CommandName } from '../../../lifecycle/commands.ts'
import type { RunRowView } from '../../../app/contract/runRow.ts'

type Selected = Pick<RunRowView, 'id' | 'name' | 'words' | 'place' | 'work' | 'commands' | 'version'>

/** What can be done to many runs at once. */
type BulkAction = 'process' | 'cancel' | 'trash' | 'move'

/** Which of the selected an action takes, and what is said of the others. */
export interface Share {
  readonly runs: readonly Selected[]
  /** Such as `leaves 2 that are running`; empty where it takes all. */
  readonly rest: string
}

const busyWords: Readonly<Partial<Record<Selected['work'], string>>> = {
  queued: 'queued',
  running: 'running',
  restoring: 'being restored',
}

function reasonOf({ place, work, commands }: Selected, action: BulkAction): string {
  if (place === 'purging') return 'being deleted'
  if (action === 'process' && busyWords[work]) return busyWords[work]
  if (action === 'cancel' && !busyWords[work]) return 'not at work'
  return commands.includes('leave') || commands.length === 0 ? "somebody else's" : 'not yours to change'
}

const commandsOf: Readonly<Record<BulkAction, readonly CommandName[]>> = {
  process: ['process', 'addImages'],
  cancel: ['cancel'],
  trash: ['trash', 'cancelAndTrash', 'leave'],
  move: ['move'],
}

/** Parts the selected runs into those that an action can be done to, and the others with the reason. */
export function shareOf(selected: readonly Selected[], action: BulkAction): Share {
  const runs = selected.filter(({ commands }) => commandsOf[action].some((command) => commands.includes(command)))
  const others = selected.filter((run) => !runs.includes(run))
  const counts = Map.groupBy(others, (run) => reasonOf(run, action))
  const parts = [...counts].map(([reason, some]) => `${some.length} that ${some.length === 1 ? 'is' : 'are'} ${reason}`)
  return { runs, rest: parts.length === 0 ? '' : `leaves ${parts.join(' and ')}` }
}
