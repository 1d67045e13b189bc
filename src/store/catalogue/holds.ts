import type { Catalogue } from './openCatalogue.ts'
import type { HoldRow } from './schema.ts'

/** All of them, oldest first. */
export function allHolds(catalogue: Catalogue): Promise<HoldRow[]> {
  return catalogue.selectFrom('holds').selectAll().orderBy('at').orderBy('id').execute()
}
