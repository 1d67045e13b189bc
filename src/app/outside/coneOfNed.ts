import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { readVoTable } from '../../formats/votable/read.ts'
import type { OutsideCone, OutsideObject } from './coneOfSimbad.ts'

/** The request of a cone to NED's search near a position. */
export function nedAddress(base: string, { raDeg, decDeg, radiusArcsec }: OutsideCone): string {
  const query = {
    search_type: 'Near Position Search',
    in_csys: 'Equatorial',
    in_equinox: 'J2000.0',
    lon: `${raDeg}d`,
    lat: `${decDeg}d`,
    radius: String(radiusArcsec / 60),
    of: 'xml_main',
  }
  return `${base}?${String(new URLSearchParams(query))}`
}

/** The objects of a reply of NED. @returns `outside.reply` for another text */
export function objectsOfNed(text: string): Result<readonly OutsideObject[]> {
  const table = readVoTable('NED', Buffer.from(text))
  if (!table.ok) {
    // A reply without a table says that nothing is there.
    if (table.fault.code === 'votable.no-table') return success([])
    return failure(
      makeFault('outside.reply', 'NED: expected a VOTable of objects, found another reply.', { hint: 'Try again later.', retryable: true }),
    )
  }
  const { fields, columns, rowCount } = table.value
  const column = (pattern: RegExp) => columns[fields.findIndex(({ name, id }) => pattern.test(name) || pattern.test(id))] ?? []
  const [names, types, ras, decs] = [
    column(/^object name$|^main_col2$/i),
    column(/^type$|^main_col5$/i),
    column(/^ra(\(deg\))?$|^main_col3$/i),
    column(/^dec(\(deg\))?$|^main_col4$/i),
  ]
  const objects = Array.from({ length: rowCount }, (_, row) => ({
    name: names[row]?.trim() ?? '',
    type: types[row]?.trim() ?? '',
    raDeg: Number(ras[row] ?? Number.NaN),
    decDeg: Number(decs[row] ?? Number.NaN),
  }))
  return success(objects.filter(({ name, raDeg, decDeg }) => name !== '' && Number.isFinite(raDeg) && Number.isFinite(decDeg)))
}
