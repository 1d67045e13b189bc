import { z } from 'zod'
import {
  imageDetailsSchema,
  imageGridSchema,
  imageLayers,
  imageLimitsSchema,
  imageShapesSchema,
  measurementDetailsSchema,
} from '../images.ts'
import { endpoints } from './endpoint.ts'

const params = z.object({ run: z.string(), image: z.coerce.number().int().min(0).describe("The image's number") })
const version = z.coerce.number().int().min(1).optional().describe('Default: the version that is shown')
const layer = z.enum(imageLayers).default('image')
const place = z.coerce.number().int().min(0)
const common = { method: 'GET', tag: 'Images', access: 'signedIn', params } as const

/** Values of one call: a tile of 512 x 512. */
const edge = z.coerce.number().int().min(1).max(512)
const boxEdge = z.coerce.number().int().min(1)

export const imagesEndpoints = endpoints({
  showImage: {
    ...common,
    path: '/api/runs/:run/images/:image',
    summary: 'An image: its header, its files and what has become of them, its preview, the runs that use it',
    query: z.object({ version }),
    reply: imageDetailsSchema,
  },
  readImagePixels: {
    ...common,
    path: '/api/runs/:run/images/:image/pixels',
    summary: 'A tile of an image as numbers',
    description:
      'Little-endian 32-bit floats in mJy/beam, row by row from the bottom, NaN where blank or off the image. With `factor` each is the mean or the peak of a block of that many pixels along its edge: from the preview where that has it, else from the file.',
    query: z.object({
      version,
      layer,
      factor: z.coerce.number().int().min(1).max(1024).default(1),
      of: z.enum(['mean', 'peak']).default('mean'),
      x: place.default(0).describe('First column, in blocks'),
      y: place.default(0).describe('First row, in blocks'),
      width: edge.describe('Blocks'),
      height: edge.describe('Blocks'),
    }),
    reply: null,
    produces: 'application/octet-stream',
  },
  showImageLimits: {
    ...common,
    path: '/api/runs/:run/images/:image/limits',
    summary: 'The values between which an image, or a part of it, shows well',
    description: 'Without a box: of the whole image, from its preview. A box has at most 1024 pixels along its edge.',
    query: z.object({ version, layer, x: place.optional(), y: place.optional(), width: boxEdge.optional(), height: boxEdge.optional() }),
    reply: imageLimitsSchema,
  },
  showImageGrid: {
    ...common,
    path: '/api/runs/:run/images/:image/grid',
    summary: 'Lines of right ascension and declination over a part of an image',
    description: 'With a lattice of positions, from which those between follow by interpolation. Needs no file.',
    query: z.object({
      version,
      x: z.coerce.number().int().default(0).describe('First column, pixels'),
      y: z.coerce.number().int().default(0),
      width: boxEdge.max(100_000),
      height: boxEdge.max(100_000),
    }),
    reply: imageGridSchema,
  },
  listImageShapes: {
    ...common,
    path: '/api/runs/:run/images/:image/shapes',
    summary: 'The measurements of an image as ellipses on its pixels',
    query: z.object({ version }),
    reply: imageShapesSchema,
  },
  downloadImageFile: {
    ...common,
    path: '/api/runs/:run/images/:image/file',
    summary: 'A FITS file of an image, as it is on the host',
    description: 'Only files that are what was processed, inside the folders that this server has opened.',
    query: z.object({ version, layer }),
    reply: null,
    produces: 'application/fits',
  },
  showMeasurement: {
    method: 'GET',
    tag: 'Images',
    access: 'signedIn',
    path: '/api/runs/:run/measurements/:measurement',
    summary: 'A measurement: its values, its image, its sources, the other components of its island',
    description: 'The address works for ever: where the version that is shown lacks it, the last version that had it is given.',
    params: z.object({ run: z.string(), measurement: z.coerce.number().int().min(0) }),
    query: z.object({ version }),
    reply: measurementDetailsSchema,
  },
})
