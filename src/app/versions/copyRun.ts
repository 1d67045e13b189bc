import { success, type Result } from '../../fault/fault.ts'
import { findConfiguration } from '../../store/catalogue/configurations.ts'
import { findResult } from '../../store/catalogue/results.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import type { Halley } from '../halley.ts'
import { createRun, type CreatedRun } from '../runs/createRun.ts'
import { draftInUse } from '../runs/draftInUse.ts'
import { findRun } from '../runs/findRun.ts'
import { changeSettings } from '../config/changeSettings.ts'
import { effectiveSettings, settingsOfText, type EffectiveSettings } from '../config/effectiveSettings.ts'

export interface CopyRequest {
  readonly newName: string
  /** Settings to change in the copy: dotted key and value as YAML, such as `source_association.radius` and `15`. */
  readonly changes: readonly (readonly [key: string, value: string])[]
}

/** The configuration of the version that is shown; of a run that shows none, or has none kept, its draft. */
async function configurationOf(halley: Halley, run: RunRow): Promise<Result<string>> {
  const { store } = halley
  const head = run.headVersion === null ? undefined : await findVersion(store.catalogue, run.id, run.headVersion)
  const result = head && (await findResult(store.catalogue, head.resultId))
  const text = result && (await findConfiguration(store.catalogue, result.configurationHash))
  if (text !== undefined) return success(text)
  const draft = await draftInUse(halley, run)
  return draft.ok ? success(draft.value.text) : draft
}

export interface CopiedSettings {
  readonly configText: string
  /** What each comes to, by its dotted key, defaults included. */
  readonly settings: EffectiveSettings
}

/** What a copy of a run starts from. */
export async function copiedSettings(halley: Halley, nameOrId: string): Promise<Result<CopiedSettings>> {
  const run = await findRun(halley, nameOrId)
  if (!run.ok) return run
  const text = await configurationOf(halley, run.value)
  return text.ok ? success({ configText: text.value, settings: effectiveSettings(settingsOfText(text.value)) }) : text
}

/** {@link copyRun} for a run by its name or id. */
export async function copyNamedRun(halley: Halley, nameOrId: string, request: CopyRequest): Promise<Result<CreatedRun>> {
  const run = await findRun(halley, nameOrId)
  return run.ok ? copyRun(halley, run.value, request) : run
}

/** Makes a new run from the configuration of another, to process with a changed parameter. Nothing is processed yet. */
export async function copyRun(halley: Halley, run: RunRow, { newName, changes }: CopyRequest): Promise<Result<CreatedRun>> {
  const configuration = await configurationOf(halley, run)
  if (!configuration.ok) return configuration
  const changed = changeSettings(configuration.value, changes)
  if (!changed.ok) return changed
  return createRun(halley, { name: newName, description: run.description, configText: changed.value })
}
