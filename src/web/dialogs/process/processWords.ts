import type { ProcessingPreview } from '../../../app/contract/processingPreview.ts'

function images(count: number): string {
  return count === 1 ? '1 image' : `${count} images`
}

/** What a processing comes to, in a few words, as a row of a list says it. */
export function shortWords({ kind, imageCount, difference, problems, version }: ProcessingPreview): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  switch (kind) {
    case 'first':
      return `makes its first version of ${images(imageCount)}`
    case 'addition':
      return `adds ${images(difference?.added.length ?? 0)}`
    case 'unchanged':
      return `is what version ${version ?? ''} is made of already`
    case 'changed':
      return `has changed: needs a full re-run of ${images(imageCount)}`
    case 'invalid':
      return `has ${errors === 1 ? '1 error' : `${errors} errors`} in its configuration`
  }
}

/** The question of the dialog. */
export function titleOf({ kind, runName, difference }: ProcessingPreview): string {
  return kind === 'addition' ? `Add ${images(difference?.added.length ?? 0)} to run ${runName}?` : `Process run ${runName}?`
}

/** What happens, and what stays. */
export function longWords({ kind, imageCount, difference, version }: ProcessingPreview): string {
  const kept = `Version ${version ?? ''} is shown until the new one is there, and is kept.`
  switch (kind) {
    case 'first':
      return `${images(imageCount)} will be processed into its first version.`
    case 'addition':
      return `${images(difference?.added.length ?? 0)} will be added to those of version ${version ?? ''}. Sources keep their numbers, names, comments and tags. ${kept}`
    case 'unchanged':
      return `Its configuration and its images are those of version ${version ?? ''}: there is nothing new to process.`
    case 'changed':
      return `More than added images differs from version ${version ?? ''}. A full re-run processes all ${images(imageCount)} anew; sources keep their numbers where they share measurements. ${kept}`
    case 'invalid':
      return 'Its configuration has errors. Correct them first; nothing is changed until then.'
  }
}

/** Whether it may be asked for as it is, or only as a full re-run. */
export function canProcess({ kind }: ProcessingPreview, isFullRerun: boolean): boolean {
  if (kind === 'invalid') return false
  return isFullRerun || kind === 'first' || kind === 'addition'
}
