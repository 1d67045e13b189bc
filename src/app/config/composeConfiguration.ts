import { join } from 'node:path'
import { success, type Result } from '../../fault/fault.ts'
import { listingWithin } from '../../store/files/fileListing.ts'
import type { CheckedConfiguration, CheckRequest, ComposeRequest } from '../contract/checkedConfiguration.ts'
import type { RunConfig } from '../contract/config.ts'
import type { Halley } from '../halley.ts'
import { thoroughInspector } from '../inputs/inputInspector.ts'
import { rootsFor } from '../inputs/openRoots.ts'
import { changeSettings } from './changeSettings.ts'
import { configTemplate } from './template.ts'
import { validateConfig } from './validate.ts'

/** Checks the text of a configuration that no run has yet. Its inputs have to be where who asks may name files. */
export async function checkConfiguration(
  halley: Halley,
  { name, configText, isThorough }: CheckRequest,
): Promise<Result<CheckedConfiguration>> {
  const roots = rootsFor(halley.door)
  if (!roots.ok) return roots
  const { problems, inputs } = await validateConfig(configText, join(halley.store.paths.views, name.replaceAll('/', '_'), 'config.yaml'), {
    listing: listingWithin(roots.value),
    inspector: isThorough ? thoroughInspector({ scratch: halley.scratch, roots: roots.value }) : null,
  })
  return success({ configText, problems, images: inputs?.images ?? null })
}

/** Writes the configuration of inputs and settings, every key explained, and checks it. */
export async function composeConfiguration(
  halley: Halley,
  { name, isThorough, inputs, settings }: ComposeRequest,
): Promise<Result<CheckedConfiguration>> {
  const text = changeSettings(
    configTemplate({ name, inputs: structuredClone(inputs) as RunConfig['inputs'] }),
    settings.map(({ setting, value }) => [setting, value]),
  )
  if (!text.ok) return text
  return checkConfiguration(halley, { name, isThorough, configText: text.value })
}
