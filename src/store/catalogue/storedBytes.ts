import { sql } from 'kysely'
import type { Catalogue } from './openCatalogue.ts'

/**
 * Bytes of all that a user keeps on the disk until it is purged: files of their runs, samples and analyses, and the
 * measurements of the images that their runs use or that they ingested, each counted once however many of these share it.
 */
export async function storedBytesOf(catalogue: Catalogue, userId: string): Promise<number> {
  const results = catalogue
    .selectFrom('results')
    .innerJoin('runs', 'runs.id', 'results.runId')
    .innerJoin('resultFiles', 'resultFiles.resultId', 'results.id')
    .select(({ fn }) => fn.sum<number>('resultFiles.bytes').as('bytes'))
    .where('runs.ownerId', '=', userId)
    .where('results.place', '=', 'live')
  const used = catalogue
    .selectFrom('resultImages')
    .innerJoin('results', 'results.id', 'resultImages.resultId')
    .innerJoin('runs', 'runs.id', 'results.runId')
    .select('resultImages.imageId')
    .where('runs.ownerId', '=', userId)
    .where('results.place', '=', 'live')
    .union(catalogue.selectFrom('imageHolders').select('imageId').where('userId', '=', userId))
  const images = catalogue
    .selectFrom('images')
    .select(({ fn }) => fn.sum<number>('measurementBytes').as('bytes'))
    .where('id', 'in', used)
    .where('place', '=', 'live')
  const drawn = (['samples', 'analyses'] as const).map((table) =>
    catalogue
      .selectFrom(table as 'samples')
      .select(({ fn }) => fn.sum<number>('bytes').as('bytes'))
      .where('ownerId', '=', userId)
      .where('place', '!=', 'purged'),
  )
  const sums = [results, images, ...drawn].map((query) => sql<number>`coalesce((${query}), 0)`)
  const { rows } = await sql<{ readonly bytes: number }>`select ${sql.join(sums, sql` + `)} as bytes`.execute(catalogue)
  return rows[0]?.bytes ?? 0
}
