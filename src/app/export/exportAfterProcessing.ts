import type { RunRow } from '../../store/catalogue/schema.ts'
import type { ProgressListener } from '../contract/progress.ts'
import type { Halley } from '../halley.ts'
import { exportArrow } from './exportArrow.ts'

interface Processed {
  readonly version: number
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
}

/**
 * Exports a version that was just processed, as `write_arrow_files` asks. The version stands whatever comes of it: a
 * refusal is told as a warning, files that are there are left.
 */
export async function exportAfterProcessing(halley: Halley, run: RunRow, { version, signal, onProgress }: Processed): Promise<void> {
  const exported = await exportArrow(halley, run, { version, overwrite: false, signal, onProgress })
  if (exported.ok || exported.fault.code === 'export.exists') return
  const { message, hint } = exported.fault
  onProgress({ kind: 'note', level: 'warning', text: `No Arrow files: ${message} ${hint}` })
}
