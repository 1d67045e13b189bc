import type { Query } from '@tanstack/react-query'
import { api, type CallName } from '../../../app/contract/api/api.ts'
import type { Changed, LiveEvent, LiveTopic } from '../../../app/contract/live.ts'
import { liveTopics } from '../../../app/contract/live.ts'
import type { OperationView } from '../../../app/contract/operation.ts'
import type { RunList } from '../../../app/contract/runRow.ts'
import type { RunStatus } from '../../../app/contract/runStatus.ts'
import { queryClient } from '../queryClient.ts'
import { isConcerned } from './concerns.ts'
import { notePace } from './pace.ts'

interface OperationList {
  readonly operations: readonly OperationView[]
}

/** Changes of a moment are read again together. */
const gatherMs = 120

let gathered: Changed[] = []
let timer: ReturnType<typeof setTimeout> | undefined

const states = new Map<string, string>()

function isCall(name: unknown): name is CallName {
  return typeof name === 'string' && name in api
}

function isQueryConcerned({ queryKey: [name, given] }: Query, changes: readonly Changed[]): boolean {
  return isCall(name) && changes.some((change) => isConcerned({ path: api[name].path, given }, change))
}

function readAgain(change: Changed): void {
  gathered.push(change)
  timer ??= setTimeout(() => {
    const changes = gathered
    gathered = []
    timer = undefined
    void queryClient.invalidateQueries({ predicate: (query) => isQueryConcerned(query, changes) })
  }, gatherMs)
}

function isTopic(kind: string): kind is LiveTopic {
  return (liveTopics as readonly string[]).includes(kind)
}

/** What an operation is about is another thing once it begins, and once it ends. */
function readSubjectAgain({ id, kind, state, subject }: OperationView): void {
  const before = states.get(id)
  states.set(id, state)
  if (before === state || (before === undefined && state === 'queued')) return
  const topics: LiveTopic[] = subject && isTopic(subject.kind) ? [subject.kind] : []
  if (kind === 'purge') topics.push('trash', 'run')
  if (kind === 'ingest') topics.push('image')
  readAgain({ topics, items: subject ? [subject] : [], isWide: false, part: null })
}

function withOperation(list: readonly OperationView[], view: OperationView): readonly OperationView[] {
  const others = list.filter(({ id }) => id !== view.id)
  const unfinished = others.filter(({ endedAt }) => endedAt === null)
  const ended = others.filter(({ endedAt }) => endedAt !== null)
  if (view.endedAt !== null) return [...unfinished, view, ...ended]
  const at = list.findIndex(({ id }) => id === view.id)
  return at < 0 ? [...unfinished, view, ...ended] : list.map((each) => (each.id === view.id ? view : each))
}

function keepOperation(view: OperationView): void {
  queryClient.setQueriesData<OperationList>({ queryKey: ['listOperations'] }, (known) =>
    known ? { ...known, operations: withOperation(known.operations, view) } : known,
  )
  queryClient.setQueriesData<OperationView>({ queryKey: ['showOperation'] }, (known) => (known?.id === view.id ? view : known))
  if (view.endedAt !== null) return
  queryClient.setQueriesData<RunStatus>({ queryKey: ['showRun'] }, (known) =>
    known?.operation?.id === view.id ? { ...known, operation: view } : known,
  )
  const { id, kind, state, waitReason, progress } = view
  const row = { id, kind, state, waitReason, stage: progress.stage, done: progress.done, total: progress.total }
  queryClient.setQueriesData<RunList>({ queryKey: ['listRuns'] }, (known) =>
    known?.runs.some(({ operation }) => operation?.id === id)
      ? { ...known, runs: known.runs.map((run) => (run.operation?.id === id ? { ...run, operation: row } : run)) }
      : known,
  )
}

/** Brings what is kept in line with what the server tells. */
export function applyEvent(event: LiveEvent): void {
  switch (event.name) {
    case 'ready':
      // What was read before the stream began may be older than it.
      void queryClient.invalidateQueries({ predicate: ({ state }) => state.dataUpdatedAt > 0 })
      break
    case 'reset':
      void queryClient.invalidateQueries()
      break
    case 'changed':
      readAgain(event.data)
      break
    case 'operation':
      notePace(event.data, Date.now())
      keepOperation(event.data)
      readSubjectAgain(event.data)
      break
    case 'notice':
      queryClient.setQueriesData<{ readonly unread: number }>({ queryKey: ['countNotices'] }, { unread: event.data.unread })
      void queryClient.invalidateQueries({ queryKey: ['listNotices'] })
  }
}
