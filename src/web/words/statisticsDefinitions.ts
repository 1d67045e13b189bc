/** How a statistic of a source is computed, as the documentation has it. */
export interface StatisticDefinition {
  readonly columns: string
  readonly words: string
  readonly formula?: string
}

/** The statistics of a source with their formulas; `docs/science.md` has the same. */
export const statisticsDefinitions: readonly StatisticDefinition[] = [
  { columns: 'wavg_ra, wavg_dec', words: 'Mean position of the detections, each weighted by its error, averaged on the sphere.' },
  { columns: 'wavg_uncertainty_ew, wavg_uncertainty_ns', words: 'Error of the mean position.', formula: '1 / sqrt(sum of weights)' },
  { columns: 'avg_, min_, max_flux_int, _peak', words: 'Plain mean, least and greatest of all measurements, forced fits among them.' },
  { columns: 'avg_compactness', words: 'Mean over the detections.', formula: 'flux_int / flux_peak' },
  { columns: 'min_snr, max_snr', words: 'Least and greatest over the detections.' },
  {
    columns: 'v_int, v_peak',
    words: 'How much the flux density scatters, as a part of its mean (Swinbank et al. 2015). Unknown for one point.',
    formula: 'V = s / mean, s^2 = sum((I - mean)^2) / (N - 1)',
  },
  {
    columns: 'eta_int, eta_peak',
    words: 'How surely it scatters more than its errors say (Swinbank et al. 2015). Unknown for one point.',
    formula: 'eta = sum(((I - I*) / e)^2) / (N - 1), I* = sum(I / e^2) / sum(1 / e^2)',
  },
  {
    columns: 'vs_abs_significant_max_peak, _int',
    words: 'Of two epochs a, b: how surely they differ (Mooley et al. 2016). Of the pair with the largest |m| among the significant ones.',
    formula: 'Vs = (Sa - Sb) / sqrt(ea^2 + eb^2)',
  },
  {
    columns: 'm_abs_significant_max_peak, _int',
    words: 'Of the same two epochs: how much they differ.',
    formula: 'm = 2 (Sa - Sb) / (Sa + Sb)',
  },
  { columns: 'n_neighbour_dist', words: 'Separation from the nearest other source.' },
  { columns: 'new_high_sigma', words: 'Of a new source: the highest significance that it would have had in the images that missed it.' },
]
