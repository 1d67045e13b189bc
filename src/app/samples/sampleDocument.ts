import type { SampleCounts } from '../../store/samples/drawTables.ts'
import type { SourceQuery } from '../contract/sourceQuery.ts'
import type { Combination } from './combination.ts'

/** What a sample is, as `sample.json` has it: it says nothing of when and by whom, so equal draws give equal bytes. */
export interface SampleDocument {
  readonly format: 1
  readonly kind: 'sample'
  /** What it was drawn by; null for one that was combined from others. */
  readonly query: SourceQuery | null
  /** The query, or the combination, as text. */
  readonly text: string
  /** Absent for one that was drawn from runs. */
  readonly combination?: Omit<Combination, 'parents'> & {
    readonly parents: readonly { readonly id: string; readonly name: string; readonly manifest: string }[]
  }
  readonly origins: readonly {
    /** With the name that it had. */
    readonly run: { readonly id: string; readonly name: string }
    readonly version: number
    readonly result: string
    readonly manifest: string
    /** With which eta, V and their like were computed. */
    readonly fluxFractionalError: number
  }[]
  readonly counts: SampleCounts
  readonly codeVersion: string
}
