import { z } from 'zod'

/**
 * One setting of `config.yaml`: its key there, its default, what it may be, and the line that explains it. The template,
 * the validation, the API's schema and the editor's completion are all made from these.
 */
export interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly key: string
  readonly kind: 'boolean' | 'number' | 'integer' | 'choice' | 'text'
  readonly default: z.infer<Schema>
  /** Unit of a number; '' where it has none. */
  readonly unit: string
  /** What a value must be, as in "expected ...". */
  readonly expected: string
  readonly comment: string
  /** True where `null` is a value. */
  readonly mayBeNull: boolean
  /** True where Halley reads the key, checks it and makes no use of it. */
  readonly isIgnored: boolean
  /** The words of a choice; empty for the other kinds. */
  readonly choices: readonly string[]
  readonly schema: Schema
}

export interface Section<Settings extends Record<string, Setting> = Record<string, Setting>> {
  readonly key: string
  readonly comment: string
  /** By the name that the code has for each. */
  readonly settings: Settings
}

interface Range {
  readonly above?: number
  readonly atLeast?: number
  readonly atMost?: number
  readonly unit?: string
}

const plain = { unit: '', mayBeNull: false, isIgnored: false, choices: [] } as const

function boolean(key: string, value: boolean, comment: string): Setting<z.ZodBoolean> {
  return { ...plain, key, kind: 'boolean', default: value, expected: 'true or false', comment, schema: z.boolean() }
}

function number(key: string, value: number, range: Range, comment: string): Setting<z.ZodNumber> {
  const expected = `a number ${rangeText(range)}`
  return { ...plain, key, kind: 'number', default: value, unit: range.unit ?? '', expected, comment, schema: ranged(z.number(), range) }
}

function nullableInteger(key: string, value: number | null, range: Range, comment: string): Setting<z.ZodNullable<z.ZodNumber>> {
  const expected = `a whole number ${rangeText(range)}, or null`
  const schema = ranged(z.number().int(), range).nullable()
  return { ...plain, key, kind: 'integer', default: value, expected, comment, mayBeNull: true, schema }
}

function choice<const Word extends string>(key: string, words: readonly [Word, ...Word[]], comment: string): Setting<z.ZodType<Word>> {
  const expected = words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
  return { ...plain, key, kind: 'choice', default: words[0], expected, comment, choices: words, schema: z.enum(words) }
}

function ignored<S extends Setting>(setting: S): S {
  return { ...setting, isIgnored: true }
}

function text(key: string, comment: string): Setting<z.ZodNullable<z.ZodString>> {
  return { ...plain, key, kind: 'text', default: null, expected: 'a text', comment, mayBeNull: true, schema: z.string().nullable() }
}

function ranged(schema: z.ZodNumber, range: Range): z.ZodNumber {
  const above = range.above === undefined ? schema : schema.gt(range.above)
  const atLeast = range.atLeast === undefined ? above : above.min(range.atLeast)
  return range.atMost === undefined ? atLeast : atLeast.max(range.atMost)
}

function rangeText({ above, atLeast, atMost, unit }: Range): string {
  const suffix = unit === undefined ? '' : ` ${unit}`
  if (atLeast !== undefined && atMost !== undefined) return `from ${atLeast} to ${atMost}${suffix}`
  const low = above === undefined ? `of at least ${atLeast}` : `above ${above}`
  return atMost === undefined ? `${low}${suffix}` : `${low} and at most ${atMost}${suffix}`
}

/** A degree: an angle beyond it was meant in another unit. */
const angle = { atMost: 3600, unit: 'arcsec' } as const

const unused = "Accepted so that VAST's files work; Halley does not use it."

/** The settings of a run, section by section, in the order of the file; defaults are VAST's. */
export const configSections = {
  run: {
    key: 'run',
    comment: 'The run itself.',
    settings: {
      path: ignored(text('path', `Output folder. ${unused} The store keeps what a run makes.`)),
      suppressAstropyWarnings: ignored(boolean('suppress_astropy_warnings', true, unused)),
    },
  },
  sourceMonitoring: {
    key: 'source_monitoring',
    comment: 'Forced fits: the flux at the place of a source in images where the catalogue has none.',
    settings: {
      monitor: boolean('monitor', false, 'Fit where a source was not detected. Needs a background map for each image.'),
      minSigma: number(
        'min_sigma',
        3,
        { atLeast: 0 },
        'Fit only where the flux of the source, as it was detected, is more than this many times the lowest noise of the image.',
      ),
      edgeBufferScale: number('edge_buffer_scale', 1.2, { atLeast: 0 }, 'No fit nearer to the edge of an image than this times 1.5 beams.'),
      clusterThreshold: number(
        'cluster_threshold',
        3,
        { atLeast: 0 },
        'Sources nearer to each other than this many beams are fitted together; 0 fits each alone.',
      ),
      allowNan: boolean('allow_nan', false, 'Fit where some pixels under the source are blank, on those that are not.'),
    },
  },
  sourceAssociation: {
    key: 'source_association',
    comment: 'How measurements of different epochs become one source.',
    settings: {
      method: choice(
        'method',
        ['basic', 'advanced', 'deruiter'],
        'basic: the nearest; advanced: all within the radius; deruiter: all within a distance in units of the errors.',
      ),
      radiusArcsec: number('radius', 10, { above: 0, ...angle }, 'Farthest match of basic and advanced.'),
      deRuiterRadius: number(
        'deruiter_radius',
        5.68,
        { above: 0 },
        'Largest de Ruiter radius of a match: the separation over its error, no unit.',
      ),
      deRuiterBeamwidthLimit: number('deruiter_beamwidth_limit', 1.5, { above: 0 }, 'deruiter looks no farther than this many half beams.'),
      parallel: boolean(
        'parallel',
        false,
        'Associate patches of the sky that do not touch at the same time; pays from three patches on. The result is the same.',
      ),
      epochDuplicateRadiusArcsec: number(
        'epoch_duplicate_radius',
        2.5,
        { atLeast: 0, ...angle },
        'Epoch inputs: within an epoch, measurements of different images nearer than this are one.',
      ),
    },
  },
  newSources: {
    key: 'new_sources',
    comment: 'Sources that appear after the first image of their place.',
    settings: {
      minSigma: number(
        'min_sigma',
        5,
        { atLeast: 0 },
        'A source is new if an earlier image would have shown it with at least this many times the lowest noise of that image.',
      ),
    },
  },
  measurements: {
    key: 'measurements',
    comment: 'What is made of the catalogues.',
    settings: {
      sourceFinder: choice('source_finder', ['selavy'], 'The program that made the catalogues.'),
      fluxFractionalError: number(
        'flux_fractional_error',
        0,
        { atLeast: 0, atMost: 1 },
        'Error of the flux scale, a fraction of the flux, added in quadrature to the errors of the fluxes.',
      ),
      condonErrors: boolean('condon_errors', true, 'Compute the errors as Condon (1997) does; false keeps those of the catalogue.'),
      selavyLocalRmsFillValueMjy: number(
        'selavy_local_rms_fill_value',
        0.2,
        { above: 0, unit: 'mJy/beam' },
        'Noise of a component whose catalogue says 0.',
      ),
      writeArrowFiles: boolean(
        'write_arrow_files',
        false,
        'Write measurements.arrow and measurement_pairs.arrow after each processing, as ./halley export does.',
      ),
      raUncertaintyArcsec: number(
        'ra_uncertainty',
        1,
        { atLeast: 0, ...angle },
        'Systematic error of the positions in right ascension, added in quadrature.',
      ),
      decUncertaintyArcsec: number('dec_uncertainty', 1, { atLeast: 0, ...angle }, 'The same in declination.'),
    },
  },
  variability: {
    key: 'variability',
    comment: 'Measures of variability.',
    settings: {
      pairMetrics: boolean('pair_metrics', true, 'Compare each pair of measurements of a source: Vs and m.'),
      sourceAggregatePairMetricsMinAbsVs: number(
        'source_aggregate_pair_metrics_min_abs_vs',
        4.3,
        { atLeast: 0 },
        'A pair counts towards the maximum Vs and m of its source from this |Vs| on.',
      ),
    },
  },
  processing: {
    key: 'processing',
    comment: 'How the work is done; the result does not depend on it.',
    settings: {
      numWorkers: nullableInteger('num_workers', null, { atLeast: 1 }, 'Threads at work; null: as many as the machine has cores.'),
      memoryMb: nullableInteger(
        'memory_mb',
        null,
        { atLeast: 500, unit: 'MB' },
        'What the whole program may take; null: three quarters of the memory of the host.',
      ),
      numWorkersIo: ignored(nullableInteger('num_workers_io', 5, { atLeast: 1 }, unused)),
      maxPartitionMb: ignored(nullableInteger('max_partition_mb', 15, { atLeast: 1 }, unused)),
    },
  },
} as const satisfies Record<string, Section>

export type SectionName = keyof typeof configSections
