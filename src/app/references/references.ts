import { randomUUID } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { failure, makeFault, Refusal, refuse, success, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import type { ReferenceCatalogueRow } from '../../store/catalogue/exploreSchema.ts'
import { addReferenceRow, referenceCatalogues, removeReferenceRow } from '../../store/catalogue/referenceCatalogues.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { removeReferenceFile, writeReference } from '../../store/references/referenceFile.ts'
import { actorOf } from '../actor.ts'
import { usualReferenceRadiusArcsec, type AddedReference, type NewReference, type Reference } from '../contract/reference.ts'
import type { Halley } from '../halley.ts'
import { openRoots, type Host } from '../inputs/openRoots.ts'
import { mayAskOutside } from '../outside/outsideSetting.ts'
import { asAdministrator, type AdministratorsChange } from '../people/asAdministrator.ts'
import { positionColumns } from './positionColumns.ts'
import { readReferenceInput, type ReferenceInput } from './readReferenceInput.ts'

function viewOf({ id, name, fileName, rowCount, radiusArcsec, columns, addedBy, addedAt }: ReferenceCatalogueRow, by: string): Reference {
  const parsed = JSON.parse(columns) as Reference['columns']
  return { id, name, fileName, rows: rowCount, radiusArcsec, columns: parsed, by: by || addedBy, addedUtc: addedAt }
}

interface References {
  readonly references: readonly Reference[]
  readonly mayAskOutside: boolean
}

/** The catalogues of others that sources are compared with, by name; and whether services on the internet are asked too. */
export async function listReferences({ store }: Halley): Promise<Result<References>> {
  const rows = await referenceCatalogues(store.catalogue)
  const names = await userNames(store.catalogue, [...new Set(rows.map(({ addedBy }) => addedBy))])
  const references = rows.map((row) => viewOf(row, names.get(row.addedBy) ?? ''))
  return success({ references, mayAskOutside: await mayAskOutside({ store }) })
}

function nameTaken(name: string): never {
  return refuse('reference.nameTaken', `Expected a name that no reference catalogue has, found ${name}.`, {
    hint: 'Give it another name, or remove the one that there is.',
    data: { name },
  })
}

async function record({ transaction, byUserId, at }: AdministratorsChange, action: string, row: ReferenceCatalogueRow): Promise<void> {
  const details = { name: row.name, file: row.fileName, rows: row.rowCount }
  await recordAudit(transaction, { at, actorId: byUserId, action, subjectKind: 'settings', subjectId: row.id, details })
}

interface Written {
  readonly input: ReferenceInput
  readonly id: string
  readonly rows: number
  readonly left: number
}

/** Writes the file of a new catalogue: nothing shows it yet. */
async function writeFile({ store, scratch }: Halley, input: ReferenceInput, request: NewReference): Promise<Result<Written>> {
  const columns = positionColumns(input.columns, request)
  if (!columns.ok) return columns
  const id = randomUUID()
  const target = store.paths.referenceCatalogue(id)
  const written = await writeReference(target, input.path, { columns: columns.value, found: input.columns }, scratch)
  if (!written.ok) return written
  if (written.value.rows > 0) return success({ input, id, ...written.value })
  await removeReferenceFile(target)
  const { ra, dec, unit } = columns.value
  const message = `${request.path}: expected positions in the columns ${ra} and ${dec} in ${unit}, found none in ${written.value.left} rows.`
  return failure(
    makeFault('reference.empty', message, { hint: 'Name the columns of the positions and their unit.', data: { ra, dec, unit } }),
  )
}

async function keep(halley: Halley, { input, id, rows }: Written, request: NewReference): Promise<Result<ReferenceCatalogueRow>> {
  const name = request.name ?? basename(request.path).replace(/(\.(vot|xml|votable|fits|fit|parquet|gz))+$/i, '')
  return asAdministrator(halley, 'Add a reference catalogue', async (change) => {
    const known = await referenceCatalogues(change.transaction)
    if (known.some((other) => other.name === name)) nameTaken(name)
    const row = {
      id,
      name,
      fileName: basename(request.path),
      rowCount: rows,
      radiusArcsec: request.radiusArcsec ?? usualReferenceRadiusArcsec,
      columns: JSON.stringify(input.columns.map((column) => ({ name: column.name, unit: column.unit, description: column.description }))),
      addedBy: change.byUserId,
      addedAt: change.at,
    }
    await addReferenceRow(change.transaction, row)
    await record(change, 'referenceAdded', row)
    return row
  })
}

/**
 * Adds a catalogue of others: reads a VOTable, a FITS table or a Parquet file, and keeps its rows in the store. The file
 * itself is only read.
 *
 * @param host whose files may be read; null: whatever this process may
 * @returns `right.denied` for all but administrators, the faults of the file and its format, `reference.column`,
 * `reference.empty` where no row has a position, `reference.nameTaken`
 */
export async function addReference(halley: Halley, request: NewReference, host: Host | null): Promise<Result<AddedReference>> {
  const no = administratorRefusal(actorOf(halley.user), 'Add a reference catalogue')
  if (no) return failure(no)
  const roots = host === null ? success(undefined) : openRoots(host)
  if (!roots.ok) return roots
  const path = resolve(request.path)
  const input = await readReferenceInput({ path, roots: roots.value }, halley.scratch)
  if (!input.ok) return input
  try {
    const written = await writeFile(halley, input.value, { ...request, path })
    if (!written.ok) return written
    const kept = await keep(halley, written.value, { ...request, path })
    if (!kept.ok) {
      await removeReferenceFile(halley.store.paths.referenceCatalogue(written.value.id))
      return kept
    }
    return success({ ...viewOf(kept.value, halley.user.name), left: written.value.left })
  } finally {
    if (input.value.isMade) await removeReferenceFile(input.value.path)
  }
}

/** Removes a reference catalogue by name or id; the file that it was read from stays. @returns `reference.notFound`, `right.denied` */
export async function removeReference(halley: Halley, nameOrId: string): Promise<Result<Reference>> {
  const removed = await asAdministrator(halley, 'Remove a reference catalogue', async (change) => {
    const rows = await referenceCatalogues(change.transaction)
    const row = rows.find(({ id, name }) => id === nameOrId || name === nameOrId)
    if (!row) {
      throw new Refusal(
        makeFault('reference.notFound', `Expected a reference catalogue ${nameOrId}, found none.`, {
          hint: './halley catalogue list shows them.',
          data: { catalogue: nameOrId },
        }),
      )
    }
    await removeReferenceRow(change.transaction, row.id)
    await record(change, 'referenceRemoved', row)
    return row
  })
  if (!removed.ok) return removed
  await removeReferenceFile(halley.store.paths.referenceCatalogue(removed.value.id))
  return success(viewOf(removed.value, ''))
}
