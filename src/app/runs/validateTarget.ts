import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { listingWithin } from '../../store/files/fileListing.ts'
import type { ConfigReport } from '../config/validate.ts'
import { validateConfig } from '../config/validate.ts'
import type { Halley } from '../halley.ts'
import { thoroughInspector } from '../inputs/inputInspector.ts'
import { rootsFor } from '../inputs/openRoots.ts'
import { draftInUse, draftPath } from './draftInUse.ts'
import { findTarget } from './findTarget.ts'
import { readConfigFile } from './readConfigFile.ts'

export interface ValidationOutcome {
  readonly path: string
  readonly imageCount: number
  readonly report: ConfigReport
}

async function textOf(halley: Halley, target: string): Promise<Result<{ readonly path: string; readonly text: string }>> {
  const found = await findTarget(halley, target)
  if (!found.ok) return found
  if (found.value.kind === 'path') {
    const { path } = found.value
    return readConfigFile(statSync(path).isDirectory() ? join(path, 'config.yaml') : path)
  }
  const { run } = found.value
  const draft = await draftInUse(halley, run)
  return draft.ok ? success({ path: draftPath(halley, run), text: draft.value.text }) : draft
}

/** Checks the configuration of a run, or one in a file, and looks into every input. */
export async function validateTarget(halley: Halley, target: string): Promise<Result<ValidationOutcome>> {
  const found = await textOf(halley, target)
  if (!found.ok) return found
  const roots = rootsFor(halley.door)
  if (!roots.ok) return roots
  const { path, text } = found.value
  const inspector = thoroughInspector({ scratch: halley.scratch, roots: roots.value })
  const report = await validateConfig(text, path, { listing: listingWithin(roots.value), inspector })
  return success({ path, imageCount: report.inputs?.images.length ?? 0, report })
}
