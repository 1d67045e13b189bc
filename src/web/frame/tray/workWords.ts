import { deedOf } from '../../../app/contract/deedOf.ts'
import type { OperationView } from '../../../app/contract/operation.ts'

/** Work in a few words: `Processing lmc`. */
export function titleOfWork(view: Pick<OperationView, 'kind' | 'subject'>): string {
  return view.subject ? `${deedOf(view.kind)} ${view.subject.name}` : deedOf(view.kind)
}

/** How much longer something takes, as roughly as it is known. */
export function wordsOfTimeLeft(seconds: number): string {
  if (seconds < 10) return 'a few seconds left'
  if (seconds < 90) return `about ${Math.ceil(seconds / 10) * 10} s left`
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min left`
  return `about ${Math.round(seconds / 3600)} h left`
}
