import { createHash } from 'node:crypto'
import { effectiveSettings, settingsThatCount } from '../config/effectiveSettings.ts'
import type { RunConfig } from '../contract/config.ts'
import type { RunImage } from './runImage.ts'

/** Grows whenever processing computes something else from the same images and settings. */
export const PROCESSING_VERSION = 1

/**
 * The hash of everything that a result is a function of, but for the run's ledger of source ids: settings that change
 * the science, images by content with their epochs and with the files that the tables name, and the version of the
 * processing.
 *
 * @param images in their order
 */
export function inputsHash(config: RunConfig, images: readonly RunImage[]): string {
  const listed = images.map(({ contentHash, epoch, files }) => [contentHash, epoch, files.imagePath, files.noisePath, files.backgroundPath])
  const content = [PROCESSING_VERSION, settingsThatCount(effectiveSettings(config)), listed]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
