import { addToMeanPosition, createMeanPositions, startMeanPosition, weightOf, writeMeanPositionDeg } from '../../sky/meanPosition.ts'
import type { Associations, Detections } from '../detections.ts'

/** Where the sources are: one entry a source, from detections alone. */
export interface SourcePositions {
  /** Weighted mean position, weights 1/uncertainty^2 east-west and north-south, in the frame of the images. */
  readonly raDeg: Float64Array
  readonly decDeg: Float64Array
  /** Uncertainty of that mean, 1/sqrt(sum of weights). */
  readonly uncertaintyEwDeg: Float64Array
  readonly uncertaintyNsDeg: Float64Array
}

/** The mean positions of all sources; sums run in the order of the associations, which is time order within a source. */
export function sourcePositions(
  detections: Pick<Detections, 'raDeg' | 'decDeg' | 'uncertaintyEwDeg' | 'uncertaintyNsDeg'>,
  associations: Pick<Associations, 'sourceCount' | 'source' | 'detection'>,
): SourcePositions {
  const { sourceCount, source, detection } = associations
  const { raDeg, decDeg, uncertaintyEwDeg, uncertaintyNsDeg } = detections
  const means = createMeanPositions(sourceCount)
  for (let entry = 0; entry < source.length; entry++) {
    const [s, row] = [source[entry], detection[entry]]
    if (Number.isNaN(means.referenceRaDeg[s])) startMeanPosition(means, s, raDeg[row], decDeg[row])
    addToMeanPosition(means, s, raDeg[row], decDeg[row], weightOf(uncertaintyEwDeg[row]), weightOf(uncertaintyNsDeg[row]))
  }
  const [ra, dec, position] = [new Float64Array(sourceCount), new Float64Array(sourceCount), new Float64Array(2)]
  for (let s = 0; s < sourceCount; s++) {
    writeMeanPositionDeg(means, s, position, 0)
    ra[s] = position[0]
    dec[s] = position[1]
  }
  return { raDeg: ra, decDeg: dec, uncertaintyEwDeg: uncertaintyOf(means.sumWeightEw), uncertaintyNsDeg: uncertaintyOf(means.sumWeightNs) }
}

function uncertaintyOf(sumOfWeights: Float64Array): Float64Array {
  return sumOfWeights.map((sum) => 1 / Math.sqrt(sum))
}
