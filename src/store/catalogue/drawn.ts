import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { AnalysisOriginRow, DrawnRow, SampleOriginRow } from './schema.ts'

/** What is made from runs: samples and analyses, of which each has a table of the same form. */
export type DrawnKind = 'sample' | 'analysis'

/** What the rules do not ask about. */
export type DrawnDetails = Pick<
  DrawnRow,
  'description' | 'parameters' | 'counts' | 'manifestHash' | 'files' | 'bytes' | 'predecessorId' | 'codeVersion'
>

const tables = { sample: 'samples', analysis: 'analyses' } as const satisfies Record<DrawnKind, string>

/** One of two alike tables: as the first of them, for the types. */
function tableOf(kind: DrawnKind): 'samples' {
  return tables[kind] as 'samples'
}

/** Writes down what a new sample or analysis is, beside what the rules know of it. */
export async function describeDrawn(transaction: Catalogue, kind: DrawnKind, id: string, details: Partial<DrawnDetails>): Promise<void> {
  await transaction.updateTable(tableOf(kind)).set(details).where('id', '=', id).execute()
}

export async function addSampleOrigins(transaction: Catalogue, origins: readonly SampleOriginRow[]): Promise<void> {
  await transaction
    .insertInto('sampleOrigins')
    .values([...origins])
    .execute()
}

/** What some samples were drawn from. */
export function sampleOriginsOf(catalogue: Catalogue, sampleIds: readonly string[]): Promise<SampleOriginRow[]> {
  return inChunks(sampleIds, (some) => catalogue.selectFrom('sampleOrigins').selectAll().where('sampleId', 'in', some).execute())
}

export async function addAnalysisOrigin(transaction: Catalogue, origin: AnalysisOriginRow): Promise<void> {
  await transaction.insertInto('analysisOrigins').values(origin).execute()
}

export function findDrawn(catalogue: Catalogue, kind: DrawnKind, id: string): Promise<DrawnRow | undefined> {
  return catalogue.selectFrom(tableOf(kind)).selectAll().where('id', '=', id).executeTakeFirst()
}

/** Those with one of the ids, in no order. */
export function drawnByIds(catalogue: Catalogue, kind: DrawnKind, ids: readonly string[]): Promise<DrawnRow[]> {
  return inChunks(ids, (some) => catalogue.selectFrom(tableOf(kind)).selectAll().where('id', 'in', some).execute())
}

/** Those in one of the places, newest first. */
export function drawnInPlaces(catalogue: Catalogue, kind: DrawnKind, places: readonly DrawnRow['place'][]): Promise<DrawnRow[]> {
  return catalogue.selectFrom(tableOf(kind)).selectAll().where('place', 'in', places).orderBy('createdAt', 'desc').orderBy('id').execute()
}

/** Writes down what the files of one take, as its manifest says. */
export async function keepDrawnSize(
  catalogue: Catalogue,
  kind: DrawnKind,
  id: string,
  size: Pick<DrawnRow, 'files' | 'bytes'>,
): Promise<void> {
  await catalogue.updateTable(tableOf(kind)).set({ files: size.files, bytes: size.bytes }).where('id', '=', id).execute()
}

/** Bytes of every sample and analysis that there is, by its id. */
export async function drawnBytes(catalogue: Catalogue): Promise<ReadonlyMap<string, number>> {
  const kinds = ['sample', 'analysis'] as const
  const found = await Promise.all(kinds.map((kind) => catalogue.selectFrom(tableOf(kind)).select(['id', 'bytes']).execute()))
  return new Map(found.flat().map(({ id, bytes }) => [id, bytes]))
}

/** The names that live ones of a project have. */
export async function drawnNamesIn(catalogue: Catalogue, kind: DrawnKind, projectId: string): Promise<Set<string>> {
  const rows = await catalogue
    .selectFrom(tableOf(kind))
    .select('name')
    .where('projectId', '=', projectId)
    .where('place', '=', 'live')
    .execute()
  return new Set(rows.map(({ name }) => name))
}
