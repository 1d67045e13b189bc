import type { ItemKind } from '../../lifecycle/state.ts'
import { inChunks } from '../catalogue/inChunks.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'

/** What remarks hang on: items by kind, and images. */
export type RemarkTargets = Readonly<Record<ItemKind | 'image', readonly string[]>>

const tables = ['comments', 'tagLinks', 'favourites'] as const
const keys = { project: 'projectId', run: 'runId', sample: 'sampleId', analysis: 'analysisId', image: 'imageId' } as const
const kinds = ['project', 'run', 'sample', 'analysis', 'image'] as const

export interface RemarkCount {
  /** The item or the image. */
  readonly itemId: string
  readonly authorId: string
  readonly count: number
}

interface CountRow {
  readonly itemId: string | null
  readonly authorId: string
  readonly count: number | string | bigint
}

function countsOf(rows: readonly CountRow[]): RemarkCount[] {
  return rows.flatMap(({ itemId, authorId, count }) => (itemId === null ? [] : [{ itemId, authorId, count: Number(count) }]))
}

/** Comments, tags and favourites on the targets themselves, on the sources of runs and the measurements of images, by author. */
export async function countRemarks(catalogue: Catalogue, targets: RemarkTargets): Promise<RemarkCount[]> {
  const counts: RemarkCount[] = []
  for (const table of tables) {
    for (const kind of kinds) {
      const key = keys[kind]
      const rows = await inChunks(targets[kind], (chunk) =>
        catalogue
          .selectFrom(table)
          .select((expression) => [`${key} as itemId` as const, 'userId as authorId', expression.fn.countAll().as('count')])
          .where(key, 'in', chunk)
          .groupBy([key, 'userId'])
          .execute(),
      )
      counts.push(...countsOf(rows))
    }
    counts.push(...(await onSources(catalogue, table, targets.run)), ...(await onMeasurements(catalogue, table, targets.image)))
  }
  return counts
}

async function onSources(catalogue: Catalogue, table: (typeof tables)[number], runIds: readonly string[]): Promise<RemarkCount[]> {
  const rows = await inChunks(runIds, (chunk) =>
    catalogue
      .selectFrom(`${table as 'comments'} as remark`)
      .innerJoin('sourceAnchors as anchor', 'anchor.id', 'remark.sourceAnchorId')
      .select((expression) => ['anchor.runId as itemId', 'remark.userId as authorId', expression.fn.countAll().as('count')])
      .where('anchor.runId', 'in', chunk)
      .groupBy(['anchor.runId', 'remark.userId'])
      .execute(),
  )
  return countsOf(rows)
}

async function onMeasurements(catalogue: Catalogue, table: (typeof tables)[number], imageIds: readonly string[]): Promise<RemarkCount[]> {
  const rows = await inChunks(imageIds, (chunk) =>
    catalogue
      .selectFrom(`${table as 'comments'} as remark`)
      .innerJoin('measurementAnchors as anchor', 'anchor.id', 'remark.measurementAnchorId')
      .select((expression) => ['anchor.imageId as itemId', 'remark.userId as authorId', expression.fn.countAll().as('count')])
      .where('anchor.imageId', 'in', chunk)
      .groupBy(['anchor.imageId', 'remark.userId'])
      .execute(),
  )
  return countsOf(rows)
}

/** Removes what {@link countRemarks} counts, and the anchors. The words of tags are everybody's and stay. */
export async function removeRemarks(transaction: Catalogue, targets: RemarkTargets): Promise<void> {
  const sources = transaction.selectFrom('sourceAnchors').select('id')
  const measurements = transaction.selectFrom('measurementAnchors').select('id')
  for (const table of tables) {
    for (const kind of kinds) await inChunks(targets[kind], (chunk) => gone(transaction.deleteFrom(table).where(keys[kind], 'in', chunk)))
    await inChunks(targets.run, (chunk) =>
      gone(transaction.deleteFrom(table).where('sourceAnchorId', 'in', sources.where('runId', 'in', chunk))),
    )
    await inChunks(targets.image, (chunk) =>
      gone(transaction.deleteFrom(table).where('measurementAnchorId', 'in', measurements.where('imageId', 'in', chunk))),
    )
  }
  await inChunks(targets.run, (chunk) => gone(transaction.deleteFrom('sourceAnchors').where('runId', 'in', chunk)))
  await inChunks(targets.image, (chunk) => gone(transaction.deleteFrom('measurementAnchors').where('imageId', 'in', chunk)))
}

async function gone(deletion: { execute(): Promise<unknown> }): Promise<[]> {
  await deletion.execute()
  return []
}
