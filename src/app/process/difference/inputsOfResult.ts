import type { Result } from '../../../fault/fault.ts'
import { success } from '../../../fault/fault.ts'
import { findConfiguration } from '../../../store/catalogue/configurations.ts'
import { filesOfImages } from '../../../store/catalogue/images.ts'
import type { ResultRow } from '../../../store/catalogue/schema.ts'
import { resolvedInputsOfResult } from '../../../store/resultInputs.ts'
import type { Store } from '../../../store/store.ts'
import type { EffectiveSettings } from '../../config/effectiveSettings.ts'
import { effectiveSettings, settingsOfText } from '../../config/effectiveSettings.ts'
import { defaultSettings } from '../../contract/config.ts'
import type { ComparedInputs } from './compareInputs.ts'

/** Settings that came with a later Halley had their defaults before. */
async function settingsOf(store: Store, result: ResultRow, kept: EffectiveSettings): Promise<EffectiveSettings> {
  if (Object.keys(kept).length > 0) return { ...effectiveSettings(defaultSettings()), ...kept }
  return effectiveSettings(settingsOfText((await findConfiguration(store.catalogue, result.configurationHash)) ?? ''))
}

/** What a result was made from, to be compared; its images in their order, which is that of time. */
export async function inputsOfResult(store: Store, result: ResultRow): Promise<Result<ComparedInputs>> {
  const kept = await resolvedInputsOfResult(store, result.id)
  if (!kept.ok) return kept
  const listed = await filesOfImages(
    store.catalogue,
    kept.value.images.map(({ imageId }) => imageId),
  )
  const files = Map.groupBy(listed, ({ imageId }) => imageId)
  const images = kept.value.images.map(({ imageId, imagePath, epoch, epochKey }) => {
    const fingerprints = Object.fromEntries((files.get(imageId) ?? []).map(({ role, fingerprint }) => [role, fingerprint]))
    return { path: imagePath, fingerprints, epoch, epochKey }
  })
  return success({ settings: await settingsOf(store, result, kept.value.settings), images })
}
