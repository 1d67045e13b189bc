import type { ReferenceCatalogueRow } from './exploreSchema.ts'
import type { Catalogue } from './openCatalogue.ts'

/** All reference catalogues, by name. */
export function referenceCatalogues(catalogue: Catalogue): Promise<ReferenceCatalogueRow[]> {
  return catalogue.selectFrom('referenceCatalogues').selectAll().orderBy('name').execute()
}

export async function addReferenceRow(transaction: Catalogue, row: ReferenceCatalogueRow): Promise<void> {
  await transaction.insertInto('referenceCatalogues').values(row).execute()
}

export async function removeReferenceRow(transaction: Catalogue, id: string): Promise<void> {
  await transaction.deleteFrom('referenceCatalogues').where('id', '=', id).execute()
}
