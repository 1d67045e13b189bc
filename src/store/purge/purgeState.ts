import { inChunks } from '../catalogue/inChunks.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { OperationState } from '../catalogue/schema.ts'

/** How far a purge is. */
export interface PurgeState {
  readonly purgeId: string
  readonly operationId: string | null
  /** Of its operation; null where it is gone. */
  readonly work: OperationState | null
  readonly folders: number
  readonly removed: number
  readonly bytes: number
  /** Why the last attempt stopped, as JSON of a fault; null while it goes on. */
  readonly error: string | null
  readonly beganAt: string
}

/** The state of purges by their ids. */
export async function purgeStates(catalogue: Catalogue, purgeIds: Iterable<string>): Promise<Map<string, PurgeState>> {
  const ids = [...new Set(purgeIds)]
  const rows = await inChunks(ids, (chunk) =>
    catalogue
      .selectFrom('purges')
      .leftJoin('operations', 'operations.id', 'purges.operationId')
      .select(['purges.id', 'purges.operationId', 'purges.beganAt', 'operations.state', 'operations.error'])
      .where('purges.id', 'in', chunk)
      .execute(),
  )
  const objects = await inChunks(ids, (chunk) =>
    catalogue
      .selectFrom('purgeObjects')
      .select(({ fn }) => ['purgeId', fn.countAll().as('folders'), fn.count('removedAt').as('removed'), fn.sum('bytes').as('bytes')])
      .where('purgeId', 'in', chunk)
      .groupBy('purgeId')
      .execute(),
  )
  const counts = new Map(objects.map((row) => [row.purgeId, row]))
  return new Map(
    rows.map(({ id, operationId, state, error, beganAt }) => {
      const { folders = 0, removed = 0, bytes = 0 } = counts.get(id) ?? {}
      const sums = { folders: Number(folders), removed: Number(removed), bytes: Number(bytes) }
      return [id, { purgeId: id, operationId, work: state, ...sums, error, beganAt }]
    }),
  )
}
