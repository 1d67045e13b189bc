import type { Detections } from '../detections.ts'

/** What association reads of the detections: all that a worker needs to be sent. */
export type DetectionPositions = Pick<Detections, 'count' | 'imageIndex' | 'raDeg' | 'decDeg' | 'uncertaintyEwDeg' | 'uncertaintyNsDeg'>
