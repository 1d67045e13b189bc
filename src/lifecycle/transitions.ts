import type { Operation } from './rights.ts'
import type { RunPlace, RunWork } from './runState.ts'
import type { CommandName } from './commands.ts'
import type { EventType } from './events.ts'
import type { ItemKind } from './state.ts'
import type { Whereabouts } from './whereabouts.ts'

/** One thing that can happen. What is not in the table cannot. */
export interface Transition {
  readonly command: CommandName
  readonly of: readonly (ItemKind | 'version')[]
  /** Null: before there is anything. */
  readonly from: { readonly where: readonly Whereabouts[]; readonly work?: readonly RunWork[] } | null
  /** What becomes different; `before`: back to what it was before the restoring. */
  readonly to: { readonly place?: RunPlace; readonly work?: RunWork | 'before' }
  /** The right that a user needs, or which part of the program does it. */
  readonly by: Operation | 'worker' | 'retention'
  readonly event: EventType
  /** The label of its button, or what the log says of the program's own steps. */
  readonly words: string
}

const run = ['run'] as const
const project = ['project'] as const
const members = ['run', 'sample', 'analysis'] as const
const items = ['project', ...members] as const
const anything = [...items, 'version'] as const

const rested = ['initialised', 'completed', 'failed', 'cancelled'] as const
const processed = ['completed', 'failed', 'cancelled'] as const
const atWork = ['queued', 'running'] as const

const live = { where: ['live'] } as const
const inTrash = { where: ['trashed'] } as const
const leaving = { where: ['purging'] } as const
const hidden = { where: ['hidden'] } as const
const anywhereKept = { where: ['live', 'hidden', 'trashed'] } as const
const liveRun = <W extends RunWork>(work: readonly W[]) => ({ where: ['live'], work }) as const

/** The life of everything: the buttons, the refusals, the documentation and the tests come from these rows. */
export const transitions: readonly Transition[] = [
  { command: 'create', of: run, from: null, to: { place: 'live', work: 'initialised' }, by: 'create', event: 'created', words: 'New' },
  {
    command: 'create',
    of: ['project', 'sample', 'analysis'],
    from: null,
    to: { place: 'live' },
    by: 'create',
    event: 'created',
    words: 'New',
  },

  { command: 'process', of: run, from: liveRun(rested), to: { work: 'queued' }, by: 'process', event: 'queued', words: 'Process' },
  { command: 'addImages', of: run, from: liveRun(processed), to: { work: 'queued' }, by: 'process', event: 'queued', words: 'Add images' },
  {
    command: 'start',
    of: run,
    from: liveRun(atWork),
    to: { work: 'running' },
    by: 'worker',
    event: 'started',
    words: 'a worker takes it up',
  },
  {
    command: 'complete',
    of: run,
    from: liveRun(['running']),
    to: { work: 'completed' },
    by: 'worker',
    event: 'published',
    words: 'published',
  },
  {
    command: 'handBack',
    of: run,
    from: liveRun(['running']),
    to: { work: 'queued' },
    by: 'worker',
    event: 'handedBack',
    words: 'handed back',
  },
  { command: 'fail', of: run, from: liveRun(['running']), to: { work: 'failed' }, by: 'worker', event: 'failed', words: 'an error' },
  { command: 'cancel', of: run, from: liveRun(atWork), to: { work: 'cancelled' }, by: 'cancel', event: 'cancelled', words: 'Cancel' },

  {
    command: 'revertVersion',
    of: run,
    from: liveRun(processed),
    to: { work: 'restoring' },
    by: 'revert',
    event: 'revertBegan',
    words: 'Restore Run',
  },
  {
    command: 'start',
    of: run,
    from: liveRun(['restoring']),
    to: { work: 'restoring' },
    by: 'worker',
    event: 'started',
    words: 'a worker takes it up',
  },
  {
    command: 'complete',
    of: run,
    from: liveRun(['restoring']),
    to: { work: 'completed' },
    by: 'worker',
    event: 'published',
    words: 'published',
  },
  { command: 'fail', of: run, from: liveRun(['restoring']), to: { work: 'before' }, by: 'worker', event: 'revertEnded', words: 'an error' },
  { command: 'cancel', of: run, from: liveRun(['restoring']), to: { work: 'before' }, by: 'cancel', event: 'revertEnded', words: 'Cancel' },

  {
    command: 'clear',
    of: run,
    from: liveRun(processed),
    to: { work: 'initialised' },
    by: 'trash',
    event: 'cleared',
    words: 'Clear',
  },
  {
    command: 'trashVersions',
    of: run,
    from: liveRun(processed),
    to: {},
    by: 'trash',
    event: 'versionsTrashed',
    words: 'Move versions to Trash',
  },

  {
    command: 'trash',
    of: ['project', 'sample', 'analysis'],
    from: live,
    to: { place: 'trashed' },
    by: 'trash',
    event: 'trashed',
    words: 'Move to Trash',
  },
  { command: 'trash', of: run, from: liveRun(rested), to: { place: 'trashed' }, by: 'trash', event: 'trashed', words: 'Move to Trash' },
  {
    command: 'cancelAndTrash',
    of: run,
    from: liveRun(atWork),
    to: { place: 'trashed', work: 'cancelled' },
    by: 'trash',
    event: 'trashed',
    words: 'Cancel and move to Trash',
  },
  {
    command: 'cancelAndTrash',
    of: run,
    from: liveRun(['restoring']),
    to: { place: 'trashed', work: 'before' },
    by: 'trash',
    event: 'trashed',
    words: 'Cancel and move to Trash',
  },
  {
    command: 'cancelAndTrash',
    of: project,
    from: live,
    to: { place: 'trashed' },
    by: 'trash',
    event: 'trashed',
    words: 'Cancel and move to Trash',
  },
  {
    command: 'restoreFromTrash',
    of: anything,
    from: inTrash,
    to: { place: 'live' },
    by: 'restoreFromTrash',
    event: 'restoredFromTrash',
    words: 'Restore from Trash',
  },
  { command: 'takeOut', of: members, from: hidden, to: {}, by: 'restoreFromTrash', event: 'moved', words: 'Restore into my project' },
  {
    command: 'purge',
    of: anything,
    from: inTrash,
    to: { place: 'purging' },
    by: 'purge',
    event: 'purgeBegan',
    words: 'Delete permanently',
  },
  {
    command: 'purge',
    of: anything,
    from: inTrash,
    to: { place: 'purging' },
    by: 'retention',
    event: 'purgeBegan',
    words: 'its time in Trash is over',
  },
  {
    command: 'purgeDone',
    of: anything,
    from: leaving,
    to: { place: 'purged' },
    by: 'worker',
    event: 'purged',
    words: 'its files are gone',
  },

  { command: 'rename', of: items, from: live, to: {}, by: 'rename', event: 'renamed', words: 'Rename' },
  { command: 'move', of: members, from: live, to: {}, by: 'move', event: 'moved', words: 'Move to project' },
  {
    command: 'setRetention',
    of: project,
    from: live,
    to: {},
    by: 'edit',
    event: 'retentionSet',
    words: 'Set the days in Trash',
  },
  { command: 'transfer', of: items, from: live, to: {}, by: 'transfer', event: 'transferred', words: 'Transfer' },
  { command: 'share', of: items, from: live, to: {}, by: 'share', event: 'shared', words: 'Share' },
  { command: 'unshare', of: items, from: live, to: {}, by: 'share', event: 'unshared', words: 'Stop sharing' },
  { command: 'leave', of: items, from: live, to: {}, by: 'leave', event: 'left', words: 'Leave' },
  { command: 'hold', of: items, from: anywhereKept, to: {}, by: 'hold', event: 'held', words: 'Hold' },
  { command: 'release', of: items, from: anywhereKept, to: {}, by: 'release', event: 'released', words: 'Lift the hold' },
]
