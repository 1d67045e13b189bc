import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { listingWithin } from '../../store/files/fileListing.ts'
import type { ResolvedInputs } from '../config/validate.ts'
import { validateConfig } from '../config/validate.ts'
import type { RunConfig } from '../contract/config.ts'
import type { ConfigProblem } from '../contract/configProblem.ts'
import type { Halley } from '../halley.ts'
import { headerInspector } from '../inputs/inputInspector.ts'
import { rootsFor } from '../inputs/openRoots.ts'
import { draftInUse, draftPath } from '../runs/draftInUse.ts'
import { invalidConfig } from './invalidConfig.ts'

/** A configuration without errors, ready to be processed. */
export interface CheckedConfig {
  readonly config: RunConfig
  readonly inputs: ResolvedInputs
  readonly warnings: readonly ConfigProblem[]
}

/** Checks a configuration and the headers of its inputs, which have to be where who asks may name files; one refusal carries every problem. */
export async function checkConfig(halley: Halley, text: string, path: string): Promise<Result<CheckedConfig>> {
  const roots = rootsFor(halley.door)
  if (!roots.ok) return roots
  const { config, inputs, problems } = await validateConfig(text, path, {
    listing: listingWithin(roots.value),
    inspector: headerInspector({ scratch: halley.scratch, roots: roots.value }),
  })
  return config && inputs ? success({ config, inputs, warnings: problems }) : failure(invalidConfig(path, problems))
}

/** {@link checkConfig} for the draft of a run, with its text. */
export async function checkDraft(halley: Halley, run: RunRow): Promise<Result<CheckedConfig & { readonly configText: string }>> {
  const draft = await draftInUse(halley, run)
  if (!draft.ok) return draft
  const checked = await checkConfig(halley, draft.value.text, draftPath(halley, run))
  return checked.ok ? success({ ...checked.value, configText: draft.value.text }) : checked
}
