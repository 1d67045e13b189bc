/** Rows that one image may have, so that measurement ids stay below 2^53 and never collide. */
export const ROWS_PER_IMAGE = 2 ** 20

/** Forced fits count on from here, above all catalogue measurements. */
export const FIRST_FORCED_ID = 2 ** 52

/** Id of the first measurement of an image; the rows that follow count on. */
export function firstMeasurementId(imageNumber: number): number {
  return imageNumber * ROWS_PER_IMAGE
}
