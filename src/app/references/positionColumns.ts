import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import type { FoundColumn, PositionUnit, ReferenceColumns } from '../../store/references/referenceFile.ts'
import type { NewReference } from '../contract/reference.ts'

/** A column as its file describes it. */
export interface DescribedColumn extends FoundColumn {
  readonly unit: string
  readonly ucd: string
  readonly description: string
}

const raNames = ['ra', 'raj2000', '_raj2000', 'ra_icrs', 'radeg', 'ra_deg', 'ra_deg_cont', 'alpha_j2000', 'right_ascension', 'raj2000_deg']
const decNames = [
  'dec',
  'de',
  'dej2000',
  '_dej2000',
  'decj2000',
  'de_icrs',
  'dec_icrs',
  'decdeg',
  'dec_deg',
  'dec_deg_cont',
  'delta_j2000',
  'declination',
]
const nameNames = ['name', 'source_name', 'main_id', 'designation', 'component_name', 'source_id', 'id', 'objid']

function byUcd(columns: readonly DescribedColumn[], pattern: RegExp): DescribedColumn | undefined {
  return columns.find(({ ucd }) => pattern.test(ucd.toLowerCase()))
}

/** The main position of a row where the file says which that is; a UCD may say more of it, such as that it is a mean. */
function byAxis(columns: readonly DescribedColumn[], axis: 'ra' | 'dec'): DescribedColumn | undefined {
  return byUcd(columns, new RegExp(`^pos[._]eq[._]${axis}[;_](meta[.])?main(;|$)`)) ?? byUcd(columns, new RegExp(`^pos[._]eq[._]${axis}$`))
}

function byName(columns: readonly DescribedColumn[], names: readonly string[]): DescribedColumn | undefined {
  for (const name of names) {
    const found = columns.find((column) => column.name.toLowerCase() === name)
    if (found) return found
  }
  return undefined
}

function missing(what: string, option: string, asked: string | undefined, columns: readonly DescribedColumn[]): Result<never> {
  const names = columns.map(({ name }) => name)
  const found = `${names.slice(0, 20).join(', ')}${names.length > 20 ? ', ...' : ''}`
  const message = `Expected ${asked === undefined ? `a column of ${what}` : `a column ${asked} of ${what}`}, found ${found || 'no columns'}.`
  return failure(
    makeFault('reference.column', message, {
      hint: `Name the column of ${what}; at the command line: ${option} COLUMN`,
      data: { columns: names },
    }),
  )
}

function pick(
  columns: readonly DescribedColumn[],
  asked: string | undefined,
  guess: () => DescribedColumn | undefined,
): DescribedColumn | undefined {
  if (asked === undefined) return guess()
  return columns.find(({ name }) => name === asked) ?? columns.find(({ name }) => name.toLowerCase() === asked.toLowerCase())
}

function unitOf({ unit, type }: DescribedColumn): PositionUnit {
  if (type === 'VARCHAR') return 'sexagesimal'
  if (/^rad/i.test(unit)) return 'rad'
  return /^h(r|our)?s?$/i.test(unit) ? 'hour' : 'deg'
}

/**
 * Which columns have the positions and the names of a catalogue: as asked, else by their UCDs, else by usual names.
 *
 * @returns `reference.column` with the columns that there are
 */
export function positionColumns(columns: readonly DescribedColumn[], asked: NewReference): Result<ReferenceColumns> {
  const ra = pick(columns, asked.ra, () => byAxis(columns, 'ra') ?? byName(columns, raNames))
  if (!ra) return missing('right ascension', '--ra', asked.ra, columns)
  const dec = pick(columns, asked.dec, () => byAxis(columns, 'dec') ?? byName(columns, decNames))
  if (!dec) return missing('declination', '--dec', asked.dec, columns)
  const name = pick(columns, asked.nameColumn, () => byUcd(columns, /^meta[.]id;meta[.]main$|^id_main$/) ?? byName(columns, nameNames))
  if (!name && asked.nameColumn !== undefined) return missing('names', '--name-column', asked.nameColumn, columns)
  return success({ ra: ra.name, dec: dec.name, unit: asked.unit ?? unitOf(ra), name: name?.name ?? null })
}
