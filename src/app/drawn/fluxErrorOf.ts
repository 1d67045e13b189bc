import { findConfiguration } from '../../store/catalogue/configurations.ts'
import type { ResultRow } from '../../store/catalogue/schema.ts'
import { settingsOfText } from '../config/effectiveSettings.ts'
import type { Halley } from '../halley.ts'

/** The fractional error of the flux scale with which the measures of a result were computed. */
export async function fluxErrorOf({ store }: Halley, result: ResultRow): Promise<number> {
  const text = await findConfiguration(store.catalogue, result.configurationHash)
  if (text === undefined) throw new Error(`Result ${result.id} has no configuration`)
  return settingsOfText(text).measurements.fluxFractionalError
}
