import type { NumberColumn } from '../../../../app/contract/sourceColumns.ts'

interface RangeField {
  readonly column: NumberColumn
  readonly label: string
}

export interface FilterGroup {
  readonly id: string
  readonly title: string
  readonly fields: readonly RangeField[]
}

/** The ranges by what they are about, those that people narrow by first at the top. */
export const filterGroups: readonly FilterGroup[] = [
  {
    id: 'variability',
    title: 'Variability',
    fields: [
      { column: 'eta_peak', label: 'η, peak' },
      { column: 'v_peak', label: 'V, peak' },
      { column: 'eta_int', label: 'η, integrated' },
      { column: 'v_int', label: 'V, integrated' },
    ],
  },
  {
    id: 'counts',
    title: 'Measurements and relations',
    fields: [
      { column: 'n_meas', label: 'Measurements' },
      { column: 'n_meas_sel', label: 'Detections' },
      { column: 'n_meas_forced', label: 'Forced fits' },
      { column: 'n_rel', label: 'Relations' },
      { column: 'n_sibl', label: 'Measurements with siblings' },
    ],
  },
  {
    id: 'snr',
    title: 'Signal to noise',
    fields: [
      { column: 'min_snr', label: 'Smallest S/N' },
      { column: 'max_snr', label: 'Largest S/N' },
      { column: 'new_high_sigma', label: 'New source, highest sigma' },
    ],
  },
  {
    id: 'flux',
    title: 'Flux density',
    fields: [
      { column: 'avg_flux_peak', label: 'Mean, peak' },
      { column: 'min_flux_peak', label: 'Smallest, peak' },
      { column: 'max_flux_peak', label: 'Largest, peak' },
      { column: 'avg_flux_int', label: 'Mean, integrated' },
      { column: 'min_flux_int', label: 'Smallest, integrated' },
      { column: 'max_flux_int', label: 'Largest, integrated' },
    ],
  },
  {
    id: 'pairs',
    title: 'Pairs of epochs',
    fields: [
      { column: 'vs_abs_significant_max_peak', label: 'Largest |Vs|, peak' },
      { column: 'm_abs_significant_max_peak', label: 'Largest |m|, peak' },
      { column: 'vs_abs_significant_max_int', label: 'Largest |Vs|, integrated' },
      { column: 'm_abs_significant_max_int', label: 'Largest |m|, integrated' },
    ],
  },
  {
    id: 'shape',
    title: 'Shape and surroundings',
    fields: [
      { column: 'avg_compactness', label: 'Mean compactness' },
      { column: 'n_neighbour_dist', label: 'Nearest other source' },
      { column: 'min_flux_peak_isl_ratio', label: 'Smallest share of island, peak' },
      { column: 'min_flux_int_isl_ratio', label: 'Smallest share of island, integrated' },
    ],
  },
  {
    id: 'place',
    title: 'Position and its errors',
    fields: [
      { column: 'wavg_ra', label: 'Right ascension' },
      { column: 'wavg_dec', label: 'Declination' },
      { column: 'wavg_uncertainty_ew', label: 'Error, east-west' },
      { column: 'wavg_uncertainty_ns', label: 'Error, north-south' },
    ],
  },
]
