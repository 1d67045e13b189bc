/** The stages of processing a run, in order. Words are those of the screen and the log. */
export const stageNames = ['ingest', 'association', 'coverage', 'forced fits', 'statistics', 'tables', 'publish'] as const

/** The stages of an export. */
export type ExportStageName = 'measurements' | 'pairs'

/** What goes on after a purge has begun; its units are files. */
export type PurgeStageName = 'removal'

/** The stages of a sample and of an analysis, before they are published. */
export type DrawnStageName = 'drawing' | 'analysis'

export type StageName = (typeof stageNames)[number] | ExportStageName | PurgeStageName | DrawnStageName

/** What a use case tells while it works. `done` of `total` counts units of the stage: images, sources, tables. */
export type ProgressEvent =
  | { readonly kind: 'started'; readonly stage: StageName; readonly total: number }
  | { readonly kind: 'advanced'; readonly stage: StageName; readonly done: number; readonly total: number }
  | { readonly kind: 'finished'; readonly stage: StageName; readonly seconds: number; readonly summary: string }
  | { readonly kind: 'note'; readonly level: 'info' | 'warning'; readonly text: string }

export type ProgressListener = (event: ProgressEvent) => void
