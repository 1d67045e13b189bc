import { sql } from 'kysely'
import type { Catalogue } from './openCatalogue.ts'

/** Bytes of the files of a user's runs, samples and analyses, until they are purged; those of images not among them. */
export async function ownBytesOf(catalogue: Catalogue, userId: string): Promise<number> {
  const results = catalogue
    .selectFrom('results')
    .innerJoin('runs', 'runs.id', 'results.runId')
    .innerJoin('resultFiles', 'resultFiles.resultId', 'results.id')
    .select(({ fn }) => fn.sum<number>('resultFiles.bytes').as('bytes'))
    .where('runs.ownerId', '=', userId)
    .where('results.place', '=', 'live')
  const drawn = (['samples', 'analyses'] as const).map((table) =>
    catalogue
      .selectFrom(table as 'samples')
      .select(({ fn }) => fn.sum<number>('bytes').as('bytes'))
      .where('ownerId', '=', userId)
      .where('place', '!=', 'purged'),
  )
  const sums = [results, ...drawn].map((query) => sql<number>`coalesce((${query}), 0)`)
  const { rows } = await sql<{ readonly bytes: number }>`select ${sql.join(sums, sql` + `)} as bytes`.execute(catalogue)
  return rows[0]?.bytes ?? 0
}

/** The images that a user's runs use or that they ingested, each once, with the bytes of its measurements. */
export function imagesKeptBy(catalogue: Catalogue, userId: string): Promise<{ readonly imageId: string; readonly bytes: number }[]> {
  const used = catalogue
    .selectFrom('resultImages')
    .innerJoin('results', 'results.id', 'resultImages.resultId')
    .innerJoin('runs', 'runs.id', 'results.runId')
    .select('resultImages.imageId')
    .where('runs.ownerId', '=', userId)
    .where('results.place', '=', 'live')
    .union(catalogue.selectFrom('imageHolders').select('imageId').where('userId', '=', userId))
  return catalogue
    .selectFrom('images')
    .select(['id as imageId', 'measurementBytes as bytes'])
    .where('id', 'in', used)
    .where('place', '=', 'live')
    .execute()
}
