import type { SourceCondition } from '../queries/sourceCondition.ts'
import type { Worksite } from './drawing.ts'

export type SetOperator = 'and' | 'or' | 'minus'

/** A version of a run that a sample has sources of. */
export interface CombinedVersion {
  readonly runId: string
  /** Name of the run in the files of the sample. */
  readonly run: string
  readonly version: number
  /** Name of the run in the new sample: one for each run, in whichever sample. */
  readonly shown: string
}

/** A sample that is combined with others. */
export interface CombinedParent {
  /** Where its tables are. */
  readonly folder: string
  readonly origins: readonly CombinedVersion[]
  /** Its place in an order that does not depend on how the samples were listed. */
  readonly rank: number
}

export interface SetOperation {
  readonly operator: SetOperator
  /** Null: sources are the same by run and id; else also those within this great-circle distance, the edge included. */
  readonly radiusArcsec: number | null
}

export interface SampleCombination extends SetOperation, Omit<Worksite, 'duckDb'> {
  /** In the order that they were named in: two or more, or one of which a condition takes a part. */
  readonly parents: readonly CombinedParent[]
  /** What sources have to be besides; runs by their names in the samples. Null: anything. */
  readonly condition: SourceCondition | null
  readonly memoryLimitMb: number
}

/** Samples at their combining, with a DuckDB of its own. */
export interface Combining extends Worksite {
  readonly parents: readonly CombinedParent[]
  /** Those of all samples, each once, in the order of the rows. */
  readonly versions: readonly CombinedVersion[]
  readonly condition: SourceCondition | null
}
