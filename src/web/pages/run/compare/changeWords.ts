import type { ChangeKind } from '../../../../app/contract/versionChanges.ts'
import type { PointStyle } from '../../../plots/points/pointLegend.tsx'

interface KindWords extends PointStyle {
  readonly kind: ChangeKind
  /** What it means, in a sentence. */
  readonly explanation: string
  /** What stands where there are none. */
  readonly none: string
}

/** The kinds of change in the order of the page, each with its shape and colour. */
export const kindWords: readonly KindWords[] = [
  {
    kind: 'changed',
    words: 'Changed',
    shape: 'ring',
    colour: '#e69f00',
    explanation: 'Mean position or mean flux density differ by more than their errors.',
    none: 'No source changed beyond its errors.',
  },
  {
    kind: 'added',
    words: 'New',
    shape: 'up',
    colour: '#009e73',
    explanation: 'The earlier version has no source of this id.',
    none: 'No source is new.',
  },
  {
    kind: 'gone',
    words: 'Gone',
    shape: 'down',
    colour: '#d55e00',
    explanation: 'The later version has no source of this id.',
    none: 'No source is gone.',
  },
  {
    kind: 'split',
    words: 'Split',
    shape: 'diamond',
    colour: '#cc79a7',
    explanation: 'Their measurements belong to several sources in the later version.',
    none: 'No source split.',
  },
  {
    kind: 'merged',
    words: 'Merged',
    shape: 'square',
    colour: '#56b4e9',
    explanation: 'They have measurements of several sources of the earlier version.',
    none: 'No sources merged.',
  },
]

/** Where there is no change. */
export const unchangedStyle: PointStyle = { words: 'Unchanged', shape: 'disc', colour: '--plot-limit' }
