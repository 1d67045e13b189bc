/** The page of a measurement. */
export function measurementAddress(run: string, measurement: number): string {
  return `/runs/${run}/measurements/${measurement}`
}

/** The page of an image of a run, by its number. */
export function imageAddress(run: string, imageNumber: number): string {
  return `/runs/${run}/images/${imageNumber}`
}
