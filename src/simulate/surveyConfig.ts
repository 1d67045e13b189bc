import type { ImagePaths } from './imageFiles.ts'
import type { SurveyOptions } from './options.ts'

/** One image of the survey for its configuration. */
export interface ConfiguredImage {
  readonly epochName: string
  readonly paths: ImagePaths
}

const inputs: readonly (readonly [string, keyof ImagePaths])[] = [
  ['image', 'image'],
  ['selavy', 'catalogue'],
  ['noise', 'noise'],
  ['background', 'background'],
]

/** A `config.yaml` that processes the survey: all images, paths relative to it, forced fits on, the rest by default. */
export function surveyConfig(images: readonly ConfiguredImage[], form: SurveyOptions['inputForm']): string {
  return `# A synthetic survey. truth/ has what is really there.
run:
  path: .
  suppress_astropy_warnings: True

inputs:
${inputs.map(([key, path]) => `  ${key}:\n${form === 'list' ? listOf(images, path) : epochsOf(images, path)}`).join('')}
source_monitoring:
  monitor: True
  min_sigma: 3.0
  edge_buffer_scale: 1.2
  cluster_threshold: 3.0
  allow_nan: False

source_association:
  method: basic
  radius: 10.0
  deruiter_radius: 5.68
  deruiter_beamwidth_limit: 1.5
  parallel: False
  epoch_duplicate_radius: 2.5

new_sources:
  min_sigma: 5.0

measurements:
  source_finder: selavy
  flux_fractional_error: 0.0
  condon_errors: True
  selavy_local_rms_fill_value: 0.2
  write_arrow_files: False
  ra_uncertainty: 1.0
  dec_uncertainty: 1.0

variability:
  pair_metrics: True
  source_aggregate_pair_metrics_min_abs_vs: 4.3

processing:
  num_workers:
  num_workers_io: 5
  max_partition_mb: 15
`
}

function listOf(images: readonly ConfiguredImage[], path: keyof ImagePaths): string {
  return images.map(({ paths }) => `    - ${paths[path]}\n`).join('')
}

function epochsOf(images: readonly ConfiguredImage[], path: keyof ImagePaths): string {
  const names = [...new Set(images.map(({ epochName }) => epochName))]
  return names
    .map((name) => {
      const files = images.filter(({ epochName }) => epochName === name).map(({ paths }) => `      - ${paths[path]}\n`)
      return `    '${name}':\n${files.join('')}`
    })
    .join('')
}
