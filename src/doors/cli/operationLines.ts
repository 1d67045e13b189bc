import type { OperationView } from '../../app/contract/operation.ts'

const BAR_CELLS = 12

/** As much of an id as a person types. */
export function shortId(id: string): string {
  return id.slice(0, 8)
}

function bar(done: number, total: number): string {
  const full = Math.round((BAR_CELLS * done) / Math.max(total, 1))
  return `${'█'.repeat(full)}${'░'.repeat(BAR_CELLS - full)}`
}

/** How far the stage at work is: "forced fits ██████░░░░░░ 25/50"; '' where there is none. */
export function progressWords({ progress }: OperationView): string {
  const { stage, done, total } = progress
  return stage === null ? '' : `${stage} ${bar(done, total)} ${done}/${total}`
}

/** What it is about: "run lmc", or "-". */
export function subjectWords({ subject }: OperationView): string {
  if (!subject) return '-'
  return subject.kind === 'purge' ? subject.name : `${subject.kind} ${subject.name}`
}

/** What there is to say of it: why it waits, why it ended, or how far it is. */
export function newsOf(view: OperationView): string {
  if (view.waitReason) return view.waitReason
  if (view.fault) return view.fault.message
  return view.state === 'running' ? progressWords(view) : ''
}

/** The process that works on it: its host and its number there. */
export function workerWords({ worker }: OperationView): string | null {
  const [host = '', number = ''] = worker?.split(':') ?? []
  return worker === null ? null : `${host}, process ${number}`
}
