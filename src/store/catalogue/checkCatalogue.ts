import type { Catalogue } from './openCatalogue.ts'

/** Asks the catalogue for as little as there is. @throws `Refusal` where it does not answer */
export async function checkCatalogue(catalogue: Catalogue): Promise<void> {
  await catalogue.selectFrom('users').select('id').limit(1).execute()
}
