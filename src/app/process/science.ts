import type { Associations, Detections } from '../../pipeline/detections.ts'
import type { EarlierPlaces } from '../../pipeline/forced/earlierPlaces.ts'
import type { EarlierSources } from '../../pipeline/identity/inheritSourceIds.ts'
import type { NewSources } from '../../pipeline/newSources/newSources.ts'
import type { ForcedPoints, LightCurves } from '../../pipeline/statistics/lightCurves.ts'
import type { SourceStatistics } from '../../pipeline/statistics/sourceColumns.ts'
import type { SourcePositions } from '../../pipeline/statistics/sourcePositions.ts'
import type { ResultCounts } from '../contract/runStatus.ts'
import type { RunConfig } from '../contract/config.ts'
import type { MeasuredImage } from './measureMissing.ts'
import type { RunImage } from './runImage.ts'

/** What the run knows of its sources from earlier versions, newest first, with the names that they were given. */
export interface SourceLedger {
  readonly earlier: readonly EarlierSources[]
  readonly names: ReadonlyMap<number, string>
  readonly nextSourceId: number
  /** Forced fits that the run ever had: ids count on. */
  readonly forcedCount: number
}

/** What a result is built from, and where. */
export interface BuildInput {
  readonly images: readonly RunImage[]
  readonly config: RunConfig
  readonly ledger: SourceLedger
  /** What images said before where they missed sources, by their numbers: it is taken over where it would come out the same. */
  readonly earlierPlaces: ReadonlyMap<number, EarlierPlaces>
  /** Empty folder where the tables are written. */
  readonly folder: string
  readonly scratch: string
  /** What the whole program may take, bytes. */
  readonly memoryBytes: number
  /** Given when the work is to stop: building throws its reason then, as soon as it may. */
  readonly stop: AbortSignal
  /** Where people and notebooks find the measurements of an image, by its id. */
  readonly measurementsPath: (imageId: string) => string
}

/** What came of it, beside the tables. */
export interface BuiltResult {
  readonly counts: ResultCounts
  readonly nextSourceId: number
  readonly forcedCount: number
}

/** Everything that is known once the sources are. */
export interface Science {
  readonly detections: Detections
  readonly associations: Associations
  readonly positions: SourcePositions
  readonly forced: ForcedPoints
  readonly measured: readonly MeasuredImage[]
  readonly newSources: NewSources
  readonly curves: LightCurves
  readonly statistics: SourceStatistics
  readonly sourceId: Float64Array
  readonly names: readonly string[]
}
