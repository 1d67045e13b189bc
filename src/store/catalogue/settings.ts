import type { Catalogue } from './openCatalogue.ts'

const usualRetentionDays = 30

/** A setting of the store; nothing where nobody has set it. */
export async function findSetting(catalogue: Catalogue, name: string): Promise<string | undefined> {
  const row = await catalogue.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value
}

export async function keepSetting(catalogue: Catalogue, name: string, value: string): Promise<void> {
  await catalogue
    .insertInto('settings')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

export async function forgetSetting(catalogue: Catalogue, name: string): Promise<void> {
  await catalogue.deleteFrom('settings').where('name', '=', name).execute()
}

/** Days that things stay in the Trash of a project that does not say so itself; 0: until somebody purges them. */
export async function retentionDaysOfServer(catalogue: Catalogue): Promise<number> {
  return Number((await findSetting(catalogue, 'retentionDays')) ?? usualRetentionDays)
}
