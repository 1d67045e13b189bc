import { associationsTable } from './associations.ts'
import { imagesTable } from './images.ts'
import { measurementsTable } from './measurements.ts'
import { sourcesTable } from './sources.ts'
import type { TableSpec } from './column.ts'

/** Where a row was drawn from. Ids of sources and of forced fits are those of their run: run, version and id together are unique. */
export const originColumns = [
  { name: 'run', type: 'string', ucd: 'meta.id', description: 'Run that it was drawn from, by the name it had then.' },
  { name: 'version', type: 'int32', ucd: 'meta.version', description: 'Version of that run.' },
] as const

const bandColumns = [
  { name: 'band', type: 'string', ucd: 'meta.id;instr.bandpass', description: 'Band of the image: its frequency in MHz, as text.' },
  { name: 'frequency', type: 'float64', unit: 'MHz', ucd: 'em.freq', description: 'Central frequency of the band.' },
] as const

export const sampleSourcesTable = {
  name: 'sources',
  description: 'Sources of a sample, as they were in the versions that it was drawn from.',
  columns: [...originColumns, ...sourcesTable.columns],
} as const satisfies TableSpec

export const sampleAssociationsTable = {
  name: 'associations',
  description: 'Which measurement belongs to which source of a sample.',
  columns: [...originColumns, ...associationsTable.columns],
} as const satisfies TableSpec

/** One row for each association, in the same order: the rows of a source are its light curve, in the order of time. */
export const sampleMeasurementsTable = {
  name: 'measurements',
  description: 'Light curves of the sources of a sample: catalogue components and forced fits.',
  columns: [
    ...originColumns,
    { name: 'source_id', type: 'int64', ucd: 'meta.id;src', description: 'Source.' },
    ...measurementsTable.columns,
    { name: 'image_name', type: 'string', ucd: 'meta.id;obs.image', description: 'File name of the image.' },
    ...bandColumns,
  ],
} as const satisfies TableSpec

/** Numbers that lead to other tables of a result, and the path into it, are left out: a sample stands by itself. */
const ofTheResult = ['band_id', 'skyreg_id', 'measurements_path'] as const

type ImageColumn = Exclude<(typeof imagesTable.columns)[number], { readonly name: (typeof ofTheResult)[number] }>

function standsAlone(column: (typeof imagesTable.columns)[number]): column is ImageColumn {
  return !ofTheResult.some((name) => name === column.name)
}

export const sampleImagesTable = {
  name: 'images',
  description: 'Images that the sources of a sample were measured in, in the order of time.',
  columns: [...originColumns, ...imagesTable.columns.filter(standsAlone), ...bandColumns],
} as const satisfies TableSpec
