import type { ProcessingPreview } from '../../../app/contract/processingPreview.ts'

function images(count: number): string {
  return count === 1 ? '1 image' : `${count} images`
}

type Words = Readonly<Record<ProcessingPreview['kind'], (preview: ProcessingPreview) => string>>

function errors({ problems }: ProcessingPreview): string {
  const count = problems.filter(({ severity }) => severity === 'error').length
  return count === 1 ? '1 error' : `${count} errors`
}

function added({ difference }: ProcessingPreview): string {
  return images(difference?.added.length ?? 0)
}

function kept({ version }: ProcessingPreview): string {
  return `Version ${version ?? ''} is shown until the new one is there, and is kept.`
}

const inShort: Words = {
  first: ({ imageCount }) => `makes its first version of ${images(imageCount)}`,
  addition: (preview) => `adds ${added(preview)}`,
  unchanged: ({ version }) => `is what version ${version ?? ''} is made of already`,
  changed: ({ imageCount }) => `has changed: needs a full re-run of ${images(imageCount)}`,
  invalid: (preview) => `has ${errors(preview)} in its configuration`,
}

const atLength: Words = {
  first: ({ imageCount }) => `${images(imageCount)} will be processed into its first version.`,
  addition: (preview) =>
    `${added(preview)} will be added to those of version ${preview.version ?? ''}. Sources keep their numbers, names, comments and tags. ${kept(preview)}`,
  unchanged: ({ version }) => `Its configuration and its images are those of version ${version ?? ''}: there is nothing new to process.`,
  changed: (preview) =>
    `More than added images differs from version ${preview.version ?? ''}. A full re-run processes all ${images(preview.imageCount)} anew; sources keep their numbers where they share measurements. ${kept(preview)}`,
  invalid: () => 'Its configuration has errors. Correct them first; nothing is changed until then.',
}

/** What a processing comes to, in a few words, as a row of a list says it. */
export function shortWords(preview: ProcessingPreview): string {
  return inShort[preview.kind](preview)
}

/** The question of the dialog. */
export function titleOf(preview: ProcessingPreview): string {
  return preview.kind === 'addition' ? `Add ${added(preview)} to run ${preview.runName}?` : `Process run ${preview.runName}?`
}

/** What happens, and what stays. */
export function longWords(preview: ProcessingPreview): string {
  return atLength[preview.kind](preview)
}

/** Whether it may be asked for as it is, or only as a full re-run. */
export function canProcess({ kind }: ProcessingPreview, isFullRerun: boolean): boolean {
  if (kind === 'invalid') return false
  return isFullRerun || kind === 'first' || kind === 'addition'
}
