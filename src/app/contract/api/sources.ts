import { z } from 'zod'
import { numberColumns, sourceColumnNames } from '../sourceColumns.ts'
import { sourceHistogramsSchema } from '../sourceHistograms.ts'
import { sourceDetailsSchema, sourceExportFormats, sourcesPageSchema } from '../sources.ts'
import { colourNames } from '../pictures/colourMaps.ts'
import { stretchNames } from '../pictures/stretch.ts'
import { endpoints } from './endpoint.ts'

const listed = z.union([z.string(), z.array(z.string())]).transform((value) => (typeof value === 'string' ? [value] : value))

const asked = {
  run: listed.describe('Runs by name or id, each with a version as `lmc:2`; default version: the one that is shown').default([]),
  project: z.string().optional().describe('Instead of runs: all runs of a project, by name or id'),
  sample: z.string().optional().describe('Instead of runs: the rows of a sample, by name or id'),
  q: z.string().max(10_000).default('').describe('A source query, such as `n_meas >= 3 and eta_peak > 2.5`; empty: all sources'),
}

export const sourcesEndpoints = endpoints({
  listSources: {
    method: 'GET',
    path: '/api/sources',
    summary: 'A page of the sources of some runs that a query is true of',
    description: 'Without `run`: of all runs that you may see and that show a version. Pages follow each other by `after`.',
    tag: 'Sources',
    access: 'signedIn',
    query: z.object({
      ...asked,
      sort: z.enum(sourceColumnNames as [string, ...string[]]).default('id'),
      descending: z.stringbool().default(false),
      after: z.string().max(1000).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    reply: sourcesPageSchema,
  },
  countSources: {
    method: 'GET',
    path: '/api/sources/count',
    summary: 'How many sources a query is true of',
    tag: 'Sources',
    access: 'signedIn',
    query: z.object(asked),
    reply: z.object({ count: z.number(), total: z.number().describe('Without the query') }),
  },
  showHistograms: {
    method: 'GET',
    path: '/api/sources/histograms',
    summary: 'How the values of some columns are spread over the sources',
    description: 'Over all sources of what is asked, and over those that the query is true of, in the same bins.',
    tag: 'Sources',
    access: 'signedIn',
    query: z.object({
      ...asked,
      column: listed.pipe(z.array(z.enum(numberColumns)).max(numberColumns.length)).describe('Columns of numbers'),
    }),
    reply: sourceHistogramsSchema,
  },
  exportSources: {
    method: 'GET',
    path: '/api/sources/export',
    summary: 'The whole result of a query as a file',
    description:
      'Sent as it is read, however many sources there are: as CSV, VOTable, Parquet or Arrow, or as regions for DS9 (`ds9`) or CARTA (`crtf`).',
    tag: 'Sources',
    access: 'signedIn',
    query: z.object({
      ...asked,
      format: z.enum(sourceExportFormats),
      column: listed
        .pipe(z.array(z.enum(sourceColumnNames as [string, ...string[]])))
        .default([])
        .describe('Columns in their order; default: all'),
    }),
    reply: null,
    produces: 'application/octet-stream',
  },
  showSource: {
    method: 'GET',
    path: '/api/runs/:run/sources/:source',
    summary: 'A source: its statistics, light curve and relations',
    description:
      'The address works for ever: where the version that is shown lacks the source, the last version that had it is given, with where its measurements went.',
    tag: 'Sources',
    access: 'signedIn',
    params: z.object({ run: z.string(), source: z.coerce.number().int().min(0) }),
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    reply: sourceDetailsSchema,
  },
  showCutOut: {
    method: 'GET',
    path: '/api/runs/:run/images/:image/cutout',
    summary: 'A part of an image around a position, as PNG or FITS',
    description:
      'North and east are as in the image. Without `low` and `high` the limits are those of zscale. A PNG can have drawn over it what the page of the image draws: lines of right ascension and declination with their values (`grid`), the beam in its corner (`beam`), and the full widths at half maximum of the measurements, forced fits dashed (`shapes`). A FITS file has the pixels alone.',
    tag: 'Sources',
    access: 'signedIn',
    params: z.object({ run: z.string(), image: z.coerce.number().int().min(0).describe("The image's number") }),
    query: z.object({
      ra: z.coerce.number().min(0).lt(360).describe('deg'),
      dec: z.coerce.number().min(-90).max(90).describe('deg'),
      size: z.coerce.number().min(1).max(36_000).default(120).describe('Edge, arcsec'),
      version: z.coerce.number().int().min(1).optional(),
      format: z.enum(['png', 'fits']).default('png'),
      stretch: z.enum(stretchNames).default('asinh'),
      colours: z.enum(colourNames).default('grey'),
      low: z.coerce.number().optional().describe('mJy/beam'),
      high: z.coerce.number().optional().describe('mJy/beam'),
      grid: z.stringbool().default(false).describe('With lines of right ascension and declination'),
      beam: z.stringbool().default(false).describe('With the beam of the image'),
      shapes: z.stringbool().default(false).describe('With the ellipses of detections and forced fits'),
      zoom: z.coerce
        .number()
        .int()
        .min(1)
        .max(16)
        .optional()
        .describe(
          "Pixels of the PNG along the edge of one of the image's; default: 1, or as many as lines and ellipses need to be told apart",
        ),
    }),
    reply: null,
    produces: 'image/png',
  },
})
