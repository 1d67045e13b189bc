import { createHash } from 'node:crypto'
import type { RunConfig } from '../contract/config.ts'
import type { StoredImage } from './ingestImages.ts'

/** Grows whenever processing computes something else from the same images and settings. */
export const PROCESSING_VERSION = 1

/**
 * The hash of everything that a result is a function of, but for the run's ledger of source ids: settings that change
 * the science, images by content with their epochs and files, and the version of the processing.
 */
export function inputsHash(config: RunConfig, images: readonly StoredImage[]): string {
  const { sourceMonitoring, sourceAssociation, newSources, measurements, variability } = config
  const { parallel: _, ...association } = sourceAssociation
  const { writeArrowFiles: __, ...measured } = measurements
  const listed = images.map(({ row, files }) => [row.contentHash, files.epochKey, files.imagePath, files.noisePath, files.backgroundPath])
  const content = [PROCESSING_VERSION, sourceMonitoring, association, newSources, measured, variability, listed]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
