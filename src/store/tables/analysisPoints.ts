import type { TableSpec } from './column.ts'
import { originColumns } from './sampleTables.ts'

/** What an eta-V analysis was made from and what came of it, a row for each source. */
export const analysisPointsTable = {
  name: 'points',
  description: 'The sources of an eta-V analysis: its input, and whether each is a candidate.',
  columns: [
    ...originColumns,
    { name: 'id', type: 'int64', ucd: 'meta.id;src', description: 'Source.' },
    { name: 'name', type: 'string', ucd: 'meta.id;src', description: 'Name of the source.' },
    { name: 'wavg_ra', type: 'float64', unit: 'deg', ucd: 'pos.eq.ra;meta.main;stat.mean', description: 'Weighted mean right ascension.' },
    { name: 'wavg_dec', type: 'float64', unit: 'deg', ucd: 'pos.eq.dec;meta.main;stat.mean', description: 'Weighted mean declination.' },
    { name: 'n_meas', type: 'int32', ucd: 'meta.number', description: 'Number of measurements.' },
    { name: 'n_meas_sel', type: 'int32', ucd: 'meta.number', description: 'Number of components of catalogues.' },
    { name: 'new', type: 'boolean', ucd: 'meta.code', description: 'First seen in an image after the first that could have shown it.' },
    {
      name: 'eta',
      type: 'float64',
      ucd: 'src.var;stat.fit.chi2',
      description: 'Eta, of peak or integrated flux densities.',
      nullable: true,
    },
    { name: 'v', type: 'float64', ucd: 'src.var.amplitude', description: 'V, of peak or integrated flux densities.', nullable: true },
    { name: 'used', type: 'boolean', ucd: 'meta.code', description: 'Took part: enough measurements, and eta and V above 0.' },
    { name: 'candidate', type: 'boolean', ucd: 'meta.code', description: 'Took part, with eta and V above their thresholds.' },
  ],
} as const satisfies TableSpec
