import type { Readable } from 'node:stream'
import type { Result } from '../../fault/fault.ts'
import { exportRows, type RowFormat } from '../explore/exportRows.ts'
import { sqlName } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import type { TableSpec } from '../tables/column.ts'
import { foundChangesTable } from './changesTable.ts'

/** What became of sources, with what both versions know of them. */
const changesTable = {
  name: 'changes',
  description: foundChangesTable.description,
  columns: [
    ...foundChangesTable.columns,
    { name: 'name', type: 'string', ucd: 'meta.id', description: 'Name of the source.' },
    {
      name: 'ra',
      type: 'float64',
      unit: 'deg',
      ucd: 'pos.eq.ra;meta.main',
      description: 'Mean right ascension in the later version that has it.',
    },
    {
      name: 'dec',
      type: 'float64',
      unit: 'deg',
      ucd: 'pos.eq.dec;meta.main',
      description: 'Mean declination in the later version that has it.',
    },
    { name: 'n_meas_from', type: 'int64', nullable: true, description: 'Measurements in the earlier version.' },
    { name: 'n_meas_to', type: 'int64', nullable: true, description: 'Measurements in the later version.' },
    { name: 'flux_from', type: 'float64', unit: 'mJy/beam', nullable: true, description: 'Mean peak flux density in the earlier version.' },
    { name: 'flux_to', type: 'float64', unit: 'mJy/beam', nullable: true, description: 'Mean peak flux density in the later version.' },
  ],
} as const satisfies TableSpec

export interface ChangesExport {
  readonly path: string
  readonly kind: string
  /** A column of the file. */
  readonly sort: string
  readonly isDescending: boolean
  readonly format: RowFormat
  /** A folder for files on the way. */
  readonly scratch: string
}

/** All changes of one kind in an order, as the bytes of a file. @returns the faults of {@link exportRows} */
export async function exportChanges({ path, kind, sort, isDescending, format, scratch }: ChangesExport): Promise<Result<Readable>> {
  const order = `${sqlName(sort)} ${isDescending ? 'DESC' : 'ASC'} NULLS LAST, id`
  return exportRows({
    table: changesTable,
    from: (parameters) => `(SELECT * FROM ${parquetFiles([path])} WHERE kind = ${parameters.text(kind)} ORDER BY ${order})`,
    format,
    paths: [path],
    scratch,
  })
}
