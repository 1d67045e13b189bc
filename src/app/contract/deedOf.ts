import type { OperationKind } from './operation.ts'

const deeds: Readonly<Record<OperationKind, string>> = {
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

function isKnownKind(kind: string): kind is OperationKind {
  return Object.hasOwn(deeds, kind)
}

/** What an operation does, before the name of what it does it to; of a kind of a later Halley, that kind. */
export function deedOf(kind: string): string {
  return isKnownKind(kind) ? deeds[kind] : kind
}
