import type { TableSpec } from './column.ts'

/**
 * What images say where they should have shown a source and did not, each by itself: before one of an epoch is chosen,
 * and with the fits that were not possible. A later version of the run takes over what would come out the same.
 */
export const missedPlacesTable = {
  name: 'missed_places',
  description: 'Places where an image should have shown a source and did not, and what it says there.',
  columns: [
    { name: 'image_id', type: 'int64', ucd: 'meta.id.parent;obs.image', description: 'Number of the image, as in images.' },
    { name: 'x', type: 'float64', unit: 'pixel', ucd: 'pos.cartesian.x;instr.det', description: 'Place along the first axis, from 0.' },
    { name: 'y', type: 'float64', unit: 'pixel', ucd: 'pos.cartesian.y;instr.det', description: 'Place along the second axis, from 0.' },
    { name: 'fit_wanted', type: 'boolean', ucd: 'meta.code', description: 'A forced fit was asked for.' },
    { name: 'covered', type: 'boolean', ucd: 'meta.code', description: 'No pixel about the place is blank.' },
    {
      name: 'rms',
      type: 'float64',
      unit: 'mJy/beam',
      ucd: 'stat.stdev;phot.flux.density',
      description: 'Noise at the place.',
      nullable: true,
    },
    { name: 'fitted', type: 'boolean', ucd: 'meta.code', description: 'The fit was possible.' },
    {
      name: 'flux',
      type: 'float64',
      unit: 'mJy/beam',
      ucd: 'phot.flux.density;em.radio',
      description: 'Fitted flux density.',
      nullable: true,
    },
    {
      name: 'flux_err',
      type: 'float64',
      unit: 'mJy/beam',
      ucd: 'stat.error;phot.flux.density;em.radio',
      description: 'Error of the flux density.',
      nullable: true,
    },
    { name: 'chi_squared', type: 'float64', ucd: 'stat.fit.chi2', description: 'Chi-squared of the fit.', nullable: true },
    { name: 'degrees_of_freedom', type: 'int32', ucd: 'stat.fit.dof', description: 'Good pixels of the fit, less one.' },
  ],
} as const satisfies TableSpec
