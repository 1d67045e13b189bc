import type { TableSpec } from './column.ts'

/** Two-epoch metrics, Mooley et al. 2016, ApJ 818, 105. VAST's names, order and narrow types. */
export const measurementPairsTable = {
  name: 'measurement_pairs',
  description: 'Pairs of measurements of one source, the earlier one first, with their two-epoch variability metrics.',
  columns: [
    { name: 'meas_id_a', type: 'int64', ucd: 'meta.id', description: 'Earlier measurement.' },
    { name: 'meas_id_b', type: 'int64', ucd: 'meta.id', description: 'Later measurement.' },
    {
      name: 'flux_int_a',
      type: 'float32',
      unit: 'mJy',
      ucd: 'phot.flux.density;em.radio',
      description: 'Integrated flux density of the earlier.',
    },
    { name: 'flux_int_err_a', type: 'float32', unit: 'mJy', ucd: 'stat.error;phot.flux.density;em.radio', description: 'Its error.' },
    {
      name: 'flux_peak_a',
      type: 'float32',
      unit: 'mJy/beam',
      ucd: 'phot.flux.density;stat.max;em.radio',
      description: 'Peak flux density of the earlier.',
    },
    {
      name: 'flux_peak_err_a',
      type: 'float32',
      unit: 'mJy/beam',
      ucd: 'stat.error;phot.flux.density;stat.max;em.radio',
      description: 'Its error.',
    },
    { name: 'image_name_a', type: 'string', ucd: 'meta.id;obs.image', description: 'Image of the earlier.' },
    {
      name: 'flux_int_b',
      type: 'float32',
      unit: 'mJy',
      ucd: 'phot.flux.density;em.radio',
      description: 'Integrated flux density of the later.',
    },
    { name: 'flux_int_err_b', type: 'float32', unit: 'mJy', ucd: 'stat.error;phot.flux.density;em.radio', description: 'Its error.' },
    {
      name: 'flux_peak_b',
      type: 'float32',
      unit: 'mJy/beam',
      ucd: 'phot.flux.density;stat.max;em.radio',
      description: 'Peak flux density of the later.',
    },
    {
      name: 'flux_peak_err_b',
      type: 'float32',
      unit: 'mJy/beam',
      ucd: 'stat.error;phot.flux.density;stat.max;em.radio',
      description: 'Its error.',
    },
    { name: 'image_name_b', type: 'string', ucd: 'meta.id;obs.image', description: 'Image of the later.' },
    { name: 'vs_peak', type: 'float32', ucd: 'stat.value;src.var', description: 'Vs of the peak flux densities.' },
    { name: 'vs_int', type: 'float32', ucd: 'stat.value;src.var', description: 'Vs of the integrated flux densities.' },
    { name: 'm_peak', type: 'float32', ucd: 'src.var.amplitude', description: 'm of the peak flux densities.' },
    { name: 'm_int', type: 'float32', ucd: 'src.var.amplitude', description: 'm of the integrated flux densities.' },
    { name: 'source_id', type: 'int64', ucd: 'meta.id;src', description: 'Source.' },
  ],
} as const satisfies TableSpec
