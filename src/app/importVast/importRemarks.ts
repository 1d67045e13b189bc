import { createHash } from 'node:crypto'
import type { Result } from '../../fault/fault.ts'
import { settle, success } from '../../fault/fault.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { addComment, addFavourite, addTagLink, type NewRemark, type RemarkSubject } from '../../store/catalogue/remarks.ts'
import type { ImageRow, RunRow } from '../../store/catalogue/schema.ts'
import type { DuckDb } from '../../store/parquet/duckDb.ts'
import type { VastMeasurement } from '../../store/vast/locateMeasurements.ts'
import { locateMeasurements } from '../../store/vast/locateMeasurements.ts'
import type { VastComment, VastRunRecord } from '../../store/vast/vastDatabase.ts'
import type { Halley } from '../halley.ts'
import { FIRST_FORCED_ID, firstMeasurementId } from '../process/measurementId.ts'
import type { VastUsers } from './importUsers.ts'
import type { InspectedRun } from './inspectVastRun.ts'

export interface RemarkImport {
  readonly run: RunRow
  readonly inspected: InspectedRun
  /** In the order of the run's list. */
  readonly images: readonly ImageRow[]
  readonly record: VastRunRecord
  readonly users: VastUsers
  readonly duckDb: DuckDb
}

/** The same for the same remark on the same thing, so that it is never there twice. */
function remarkId(...parts: readonly unknown[]): string {
  const hex = createHash('sha256')
    .update(JSON.stringify(['VAST Pipeline', ...parts]))
    .digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

type Located = ReadonlyMap<number, VastMeasurement>

function measurementSubject({ images }: RemarkImport, found: VastMeasurement | undefined): RemarkSubject | null {
  if (!found) return null
  const { id: imageId, number } = images[found.image]
  const measurementId = found.forced ? FIRST_FORCED_ID + found.row : firstMeasurementId(number) + found.row
  return { kind: 'measurement', imageId, measurementId }
}

/** What a comment of VAST is about here; null for what did not come along, such as another run's forced fit. */
function subjectOf(request: RemarkImport, { kind, objectId }: VastComment, located: Located): RemarkSubject | null {
  const { run, inspected, images } = request
  if (kind === 'run') return { kind, itemId: run.id }
  if (kind === 'source') return { kind, runId: run.id, sourceId: objectId }
  if (kind === 'measurement') return measurementSubject(request, located.get(objectId))
  const image = images[inspected.images.findIndex(({ id }) => id === objectId)]
  return image ? { kind, imageId: image.id } : null
}

function commentsToAdd(request: RemarkImport, located: Located): (readonly [NewRemark, text: string])[] {
  return request.record.comments.flatMap((comment) => {
    const subject = subjectOf(request, comment, located)
    const user = request.users.get(comment.username)
    if (!subject || !user) return []
    const { id, at, text } = comment
    return [[{ id: remarkId('comment', id, at, text, subject), userId: user.id, at, subject }, text] as const]
  })
}

async function addAll(transaction: Catalogue, halley: Halley, request: RemarkImport, located: Located): Promise<void> {
  const { run, record, users } = request
  const at = halley.now().toISOString()
  const source = (sourceId: number) => ({ kind: 'source', runId: run.id, sourceId }) as const
  for (const [remark, text] of commentsToAdd(request, located)) await addComment(transaction, remark, text)
  for (const { id, sourceId, text, username } of record.favourites) {
    const user = users.get(username)
    const remark = { id: remarkId('favourite', id, run.id, sourceId), at, subject: source(sourceId) }
    if (user) await addFavourite(transaction, { ...remark, userId: user.id }, text)
  }
  // VAST does not know who has tagged a source.
  const taggedBy = (record.owner === null ? undefined : users.get(record.owner)?.id) ?? halley.user.id
  for (const { sourceId, name } of record.tags) {
    await addTagLink(transaction, { id: remarkId('tag', name, run.id, sourceId), userId: taggedBy, at, subject: source(sourceId) }, name)
  }
}

/**
 * Takes over what people have said of a run, of its sources, of its images and their measurements; what is there already
 * is left. Before its version is published nobody sees it.
 */
export async function importRemarks(halley: Halley, request: RemarkImport): Promise<Result<void>> {
  const ids = request.record.comments.filter(({ kind }) => kind === 'measurement').map(({ objectId }) => objectId)
  const located = await locateMeasurements(request.duckDb, ids)
  if (!located.ok) return located
  const added = await settle(() =>
    changeTogether(halley.store.catalogue, (transaction) => addAll(transaction, halley, request, located.value)),
  )
  return added.ok ? success(undefined) : added
}
