import { z } from 'zod'

/**
 * How an eta-V analysis is made: which measures of the sources, how the thresholds are found. The Gaussian is fitted to
 * the logarithms of eta and of V; the threshold of each is so many sigma above its mean.
 */
export const etaVParametersSchema = z.strictObject({
  /** Peak or integrated flux densities. */
  fluxType: z.enum(['peak', 'int']).default('peak'),
  /** False: eta and V are computed anew, from detections alone. */
  useForced: z.boolean().default(true),
  /** `vast`: as the VAST Pipeline and vast-tools fit it; `trap`: as TraP_tools, from sources that are not new. */
  fit: z.enum(['vast', 'trap']).default('vast'),
  /** Which sources are candidates. `sigma`: those above both thresholds; `discovery`: those whose eta is significant at a rate of false discoveries. */
  cut: z.enum(['sigma', 'discovery']).default('sigma'),
  /** The share of candidates that may be false, for the cut `discovery` (Benjamini and Hochberg). */
  rate: z.number().gt(0).max(1).default(0.05),
  etaSigma: z.number().min(0).max(100).default(3),
  vSigma: z.number().min(0).max(100).default(3),
  /** Measurements that a source needs to take part. */
  minDatapoints: z.int().min(2).default(2),
  /** Sources that must take part: a Gaussian through fewer says little. */
  minSources: z.int().min(1).default(50),
})

export type EtaVParameters = z.infer<typeof etaVParametersSchema>
