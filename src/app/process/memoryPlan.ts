/** What the program, its libraries and what they hold take, whatever the run. */
const programBytes = 320e6
/** A thread with its own part of them. */
const threadBytes = 60e6
/** A detection from reading to its tables when all are in memory at once. */
const detectionBytes = 300
/** A detection of the part that is at work, with what is left of the part before. */
const partDetectionBytes = 600
/** A source with its statistics, until the tables are written. */
const sourceBytes = 420
/** More would only be more files. */
const mostParts = 256

/** Less than that does not hold the program and a part. */
export const leastMemoryBytes = 500e6

export interface MemoryPlan {
  readonly memoryBytes: number
  readonly threads: number
}

function spareBytes({ memoryBytes, threads }: MemoryPlan): number {
  return memoryBytes - programBytes - threads * threadBytes
}

/** Whether that many detections can be associated at once. */
export function fitIntoMemory(detections: number, plan: MemoryPlan): boolean {
  return detections * detectionBytes <= spareBytes(plan)
}

/** How many of all detections a part of the sky may have, where these are in so many places. */
export function mostInPart(detections: number, places: number, plan: MemoryPlan): number {
  const spare = spareBytes(plan) - places * sourceBytes
  return Math.max(1, Math.ceil(detections / mostParts), Math.floor(spare / partDetectionBytes))
}
