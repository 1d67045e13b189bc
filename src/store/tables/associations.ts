import type { TableSpec } from './column.ts'

export const associationsTable = {
  name: 'associations',
  description: 'Which measurement belongs to which source.',
  columns: [
    { name: 'source_id', type: 'int64', ucd: 'meta.id;src', description: 'Source.' },
    { name: 'meas_id', type: 'int64', ucd: 'meta.id', description: 'Measurement.' },
    {
      name: 'd2d',
      type: 'float64',
      unit: 'arcsec',
      ucd: 'pos.angDistance',
      description: "Separation from the source's mean position when it was associated; 0 for the first.",
    },
    {
      name: 'dr',
      type: 'float64',
      ucd: 'stat.value',
      description: 'De Ruiter radius of the association; 0 where the method does not compute it.',
    },
  ],
} as const satisfies TableSpec
