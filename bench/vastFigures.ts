/**
 * What the VAST Pipeline (98bfe0a) took for 50 images of 2000 x 2000 pixels with 250,219 components, forced fits on, on 2
 * cores with PostgreSQL 15 on the same machine, s. Association is for all three methods on the same data.
 */
export const vastFigures = {
  totalS: 241,
  peakMemoryBytes: 5.5e9,
  ingestS: 117,
  associationS: { basic: 10.3, deruiter: 13.1, advanced: 19.4 },
  coverageS: 4.4,
  forcedS: 46,
  finaliseS: 62,
  /** Adding 10 of these images to a run of the other 40. */
  addImagesS: 76,
  addImagesPeakMemoryBytes: 5.4e9,
  /** What astropy's match of two million positions took on that machine: the measure of its speed against another's. */
  astropyMatchS: 2.1,
} as const
