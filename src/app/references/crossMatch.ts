import { success, type Result } from '../../fault/fault.ts'
import { separationDeg, writeTangentOffsetDeg } from '../../sky/separation.ts'
import type { ReferenceCatalogueRow } from '../../store/catalogue/exploreSchema.ts'
import { referenceCatalogues } from '../../store/catalogue/referenceCatalogues.ts'
import { referenceCone } from '../../store/references/referenceCone.ts'
import type { CrossMatch, Reference } from '../contract/reference.ts'
import { findSource, type SourceQuestion } from '../explore/showSource.ts'
import type { Halley } from '../halley.ts'

type Matched = CrossMatch['catalogues'][number]
type Match = Matched['matches'][number]
type Cell = Match['values'][number]

/** More around one source nobody reads. */
const mostMatches = 50

interface Centre {
  readonly raDeg: number
  readonly decDeg: number
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (value instanceof Date) return value.toISOString()
  return value === null || value === undefined ? null : JSON.stringify(value)
}

/** From one position to another, north through east, deg in [0, 360). */
function positionAngleDeg(from: Centre, to: Centre): number {
  const offset = new Float64Array(2)
  writeTangentOffsetDeg(to.raDeg, to.decDeg, from.raDeg, from.decDeg, offset, 0)
  const [xi = 0, eta = 0] = offset
  return ((Math.atan2(xi, eta) * 180) / Math.PI + 360) % 360
}

function matchOf(row: Readonly<Record<string, unknown>>, centre: Centre, columns: Reference['columns']): Match {
  const at = { raDeg: Number(row['halley_ra']), decDeg: Number(row['halley_dec']) }
  const name = row['halley_name']
  return {
    ...at,
    name: typeof name === 'string' ? name : null,
    separationArcsec: separationDeg(centre.raDeg, centre.decDeg, at.raDeg, at.decDeg) * 3600,
    positionAngleDeg: positionAngleDeg(centre, at),
    values: columns.map((column) => cellOf(row[column.name])),
  }
}

async function matchesIn({ store }: Halley, row: ReferenceCatalogueRow, centre: Centre): Promise<Matched> {
  const { id, name, radiusArcsec } = row
  const columns = JSON.parse(row.columns) as Reference['columns']
  const found = await referenceCone(store.paths.referenceCatalogue(id), { ...centre, radiusArcsec }, mostMatches)
  const about = { id, name, radiusArcsec, columns }
  if (!found.ok) return { ...about, matches: [], fault: found.fault.message }
  const matches = found.value.map((each) => matchOf(each, centre, columns))
  return { ...about, matches: matches.toSorted((a, b) => a.separationArcsec - b.separationArcsec), fault: null }
}

/** What every reference catalogue has around a source, nearest first. One that cannot be read says so; the others are shown. */
export async function crossMatch(halley: Halley, question: SourceQuestion): Promise<Result<CrossMatch>> {
  const found = await findSource(halley, question)
  if (!found.ok) return found
  const { row } = found.value
  const centre = { raDeg: Number(row['wavg_ra']), decDeg: Number(row['wavg_dec']) }
  const rows = await referenceCatalogues(halley.store.catalogue)
  return success({ catalogues: await Promise.all(rows.map((each) => matchesIn(halley, each, centre))) })
}
