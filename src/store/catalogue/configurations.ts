import { createHash } from 'node:crypto'
import type { Catalogue } from './openCatalogue.ts'

/** The hash under which a configuration's text is kept. */
export function configurationHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Keeps a text for ever. @returns its hash */
export async function keepConfiguration(catalogue: Catalogue, text: string, createdAt: string): Promise<string> {
  const hash = configurationHash(text)
  await catalogue
    .insertInto('configurations')
    .values({ hash, text, createdAt })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute()
  return hash
}

export async function findConfiguration(catalogue: Catalogue, hash: string): Promise<string | undefined> {
  const row = await catalogue.selectFrom('configurations').select('text').where('hash', '=', hash).executeTakeFirst()
  return row?.text
}
