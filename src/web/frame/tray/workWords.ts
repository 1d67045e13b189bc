import type { OperationView } from '../../../app/contract/operation.ts'

const deeds: Readonly<Record<string, string>> = {
  process: 'Processing',
  addImages: 'Adding images to',
  restore: 'Restoring',
  purge: 'Deleting',
  export: 'Exporting',
  sample: 'Drawing',
  analysis: 'Computing',
  rerun: 'Rerunning',
  ingest: 'Ingesting images',
  import: 'Importing',
}

/** What work does, before the name of what it does it to. */
export function deedOf({ kind }: Pick<OperationView, 'kind'>): string {
  return deeds[kind] ?? kind
}

/** Work in a few words: `Processing lmc`. */
export function titleOfWork(view: Pick<OperationView, 'kind' | 'subject'>): string {
  return view.subject ? `${deedOf(view)} ${view.subject.name}` : deedOf(view)
}

/** How much longer something takes, as roughly as it is known. */
export function wordsOfTimeLeft(seconds: number): string {
  if (seconds < 10) return 'a few seconds left'
  if (seconds < 90) return `about ${Math.ceil(seconds / 10) * 10} s left`
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min left`
  return `about ${Math.round(seconds / 3600)} h left`
}
