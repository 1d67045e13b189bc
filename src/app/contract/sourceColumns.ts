/**
 * What a source query may ask about: the columns of VAST's sources table by the kind of their values, and the run and
 * the version that a source comes from.
 */
export const numberColumns = [
  'id',
  'version',
  'n_meas_forced',
  'n_meas',
  'n_meas_sel',
  'n_sibl',
  'wavg_ra',
  'wavg_dec',
  'avg_compactness',
  'min_snr',
  'max_snr',
  'wavg_uncertainty_ew',
  'wavg_uncertainty_ns',
  'avg_flux_int',
  'avg_flux_peak',
  'max_flux_peak',
  'max_flux_int',
  'min_flux_peak',
  'min_flux_int',
  'min_flux_peak_isl_ratio',
  'min_flux_int_isl_ratio',
  'v_int',
  'v_peak',
  'eta_int',
  'eta_peak',
  'n_rel',
  'new_high_sigma',
  'n_neighbour_dist',
  'vs_abs_significant_max_peak',
  'm_abs_significant_max_peak',
  'vs_abs_significant_max_int',
  'm_abs_significant_max_int',
] as const

export const textColumns = ['run', 'name'] as const

export const flagColumns = ['new'] as const

export type NumberColumn = (typeof numberColumns)[number]
export type TextColumn = (typeof textColumns)[number]
export type FlagColumn = (typeof flagColumns)[number]

export const sourceColumnNames: readonly string[] = [...numberColumns, ...textColumns, ...flagColumns]
