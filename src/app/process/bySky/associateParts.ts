import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { associate, type AssociationOutcome } from '../../../pipeline/association/associate.ts'
import { sortRelations } from '../../../pipeline/association/relations.ts'
import { expectedImages, type ExpectedImages } from '../../../pipeline/coverage/expectedImages.ts'
import { stampGeometry } from '../../../pipeline/forced/stampGeometry.ts'
import { sourcePositions, type SourcePositions } from '../../../pipeline/statistics/sourcePositions.ts'
import { Spill } from '../../../store/spill/spill.ts'
import type { BuildInput } from '../science.ts'
import { mergeExpected } from './mergeExpected.ts'
import type { PartedDetections, SkyPart } from './partedDetections.ts'

const entrySpec = { source: 'int32', detection: 'int32', separationArcsec: 'float64', deRuiterRadius: 'float64' } as const

/** The sources of a run that was associated part by part. */
export interface PartedSources {
  readonly sourceCount: number
  /** By part, then by number within the part: the number in the run. */
  readonly numbers: readonly Int32Array[]
  readonly positions: SourcePositions
  /** Peak flux density of the first detection of each source. */
  readonly firstPeakMjy: Float64Array
  /** Detections of each source. */
  readonly detected: Int32Array
  readonly relationFrom: Int32Array
  readonly relationTo: Int32Array
  readonly expected: ExpectedImages
  /** By part: entries as in associations, sources and detections numbered within the part. */
  readonly entries: Spill<typeof entrySpec>
}

/** What stays in memory of a part. */
interface AssociatedPart {
  readonly firstRow: Int32Array
  readonly firstPeakMjy: Float64Array
  readonly detected: Int32Array
  readonly positions: SourcePositions
  readonly relationFrom: Int32Array
  readonly relationTo: Int32Array
  readonly expected: ExpectedImages
}

function associatePart({ images, config }: BuildInput, { detections, rows }: SkyPart, outcome: AssociationOutcome): AssociatedPart {
  const positions = sourcePositions(detections, outcome)
  const marginPixels = images.map(({ image }) => stampGeometry(image, config.sourceMonitoring.edgeBufferScale).edgeMarginPixels)
  const { raDeg, decDeg } = positions
  const expected = expectedImages({ images, marginPixels, detections, associations: outcome, raDeg, decDeg })
  const detected = new Int32Array(outcome.sourceCount)
  for (const source of outcome.source) detected[source]++
  return {
    firstRow: expected.firstDetection.map((row) => rows[row]),
    firstPeakMjy: Float64Array.from(expected.firstDetection, (row) => detections.fluxPeakMjy[row]),
    detected,
    positions,
    relationFrom: outcome.relationFrom,
    relationTo: outcome.relationTo,
    expected,
  }
}

/**
 * The number in the run of every source of every part: by first detections, which parts do not share; within a part the
 * numbers are in order already.
 */
function numberSources(parts: readonly AssociatedPart[], sourceCount: number): Int32Array[] {
  // One exact double a source: 3 x 10^8 rows times 2 x 10^7 sources are below 2^53.
  const keys = new Float64Array(sourceCount)
  let at = 0
  for (const { firstRow } of parts) for (const row of firstRow) keys[at] = row * sourceCount + at++
  keys.sort()
  const all = new Int32Array(sourceCount)
  for (let number = 0; number < sourceCount; number++) all[keys[number] % sourceCount] = number
  let first = 0
  return parts.map(({ firstRow }) => all.subarray(first, (first += firstRow.length)))
}

function spread<T extends Float64Array | Int32Array>(into: T, columns: readonly T[], numbers: readonly Int32Array[]): T {
  for (const [part, column] of columns.entries()) {
    for (let source = 0; source < column.length; source++) into[numbers[part][source]] = column[source]
  }
  return into
}

function mergeParts(parts: readonly AssociatedPart[], imageCount: number): Omit<PartedSources, 'entries'> {
  const sourceCount = parts.reduce((sum, { firstRow }) => sum + firstRow.length, 0)
  const numbers = numberSources(parts, sourceCount)
  const ofSource = (pick: (part: AssociatedPart) => Float64Array) => spread(new Float64Array(sourceCount), parts.map(pick), numbers)
  const related = (pick: (part: AssociatedPart) => Int32Array) =>
    Int32Array.from(parts.flatMap((part, index) => Array.from(pick(part), (source) => numbers[index][source])))
  const relations = sortRelations(
    related(({ relationFrom }) => relationFrom),
    related(({ relationTo }) => relationTo),
    sourceCount,
  )
  return {
    sourceCount,
    numbers,
    positions: {
      raDeg: ofSource(({ positions }) => positions.raDeg),
      decDeg: ofSource(({ positions }) => positions.decDeg),
      uncertaintyEwDeg: ofSource(({ positions }) => positions.uncertaintyEwDeg),
      uncertaintyNsDeg: ofSource(({ positions }) => positions.uncertaintyNsDeg),
    },
    firstPeakMjy: ofSource(({ firstPeakMjy }) => firstPeakMjy),
    detected: spread(
      new Int32Array(sourceCount),
      parts.map(({ detected }) => detected),
      numbers,
    ),
    relationFrom: relations.from,
    relationTo: relations.to,
    expected: mergeExpected(
      parts.map(({ expected }, part) => ({ expected, numbers: numbers[part] })),
      imageCount,
      sourceCount,
    ),
  }
}

/** Associates part after part, and finds where images missed the sources of each. */
export async function associateParts(
  input: BuildInput,
  parted: PartedDetections,
  folder: string,
  onPart: (detections: number) => void,
): Promise<PartedSources> {
  const entries = new Spill(join(folder, 'entries'), entrySpec, parted.parts)
  const parts: AssociatedPart[] = []
  for (let part = 0; part < parted.parts; part++) {
    input.stop.throwIfAborted()
    const sky = parted.load(part)
    const outcome = associate(sky.detections, input.images, input.config.sourceAssociation)
    parts.push(associatePart(input, sky, outcome))
    entries.append(part, outcome, 0, outcome.source.length)
    onPart(sky.rows.length)
    // Whoever keeps the claim on this work gets a turn.
    await setImmediate()
  }
  return { ...mergeParts(parts, input.images.length), entries }
}
