import { existsSync } from 'node:fs'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { diskListing } from '../../store/files/fileListing.ts'
import { readDraft } from '../../store/runFolder.ts'
import type { ConfigReport } from '../config/validate.ts'
import { validateConfig } from '../config/validate.ts'
import type { Halley } from '../halley.ts'
import { thoroughInspector } from '../inputs/inputInspector.ts'
import { findRun } from './findRun.ts'
import { readConfigFile } from './readConfigFile.ts'

export interface ValidationOutcome {
  readonly path: string
  readonly imageCount: number
  readonly report: ConfigReport
}

async function textOf(halley: Halley, target: string): Promise<Result<{ readonly path: string; readonly text: string }>> {
  if (target.includes('/') || existsSync(target)) return readConfigFile(target)
  const run = await findRun(halley, target)
  if (!run.ok) return run
  const draft = await readDraft(halley.store, run.value.id)
  return draft.ok ? success({ path: halley.store.paths.draft(run.value.id), text: draft.value.text }) : draft
}

/** Checks the configuration of a run, or one in a file, and looks into every input. */
export async function validateTarget(halley: Halley, target: string): Promise<Result<ValidationOutcome>> {
  const found = await textOf(halley, target)
  if (!found.ok) return found
  const { path, text } = found.value
  const report = await validateConfig(text, path, { listing: diskListing, inspector: thoroughInspector(halley.scratch) })
  return success({ path, imageCount: report.inputs?.images.length ?? 0, report })
}
