import type { imagesEndpoints } from '../../../app/contract/api/images.ts'
import { openImageFile } from '../../../app/images/imageFile.ts'
import { imageGrid } from '../../../app/images/imageGrid.ts'
import { imageLimits } from '../../../app/images/imageLimits.ts'
import { imagePixels } from '../../../app/images/imagePixels.ts'
import { imageShapes } from '../../../app/images/imageShapes.ts'
import { showImage } from '../../../app/images/showImage.ts'
import { showMeasurement } from '../../../app/images/showMeasurement.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'
import { sendFile } from './sendFile.ts'

interface Asked {
  readonly params: { readonly run: string; readonly image: number }
  readonly query: { readonly version?: number | undefined }
}

function questionOf({ params, query }: Asked) {
  return { run: params.run, version: query.version, imageNumber: params.image }
}

export const imagesRoutes: Routes<typeof imagesEndpoints> = {
  showImage: ({ halley, ...asked }) => showImage(halley, questionOf(asked)),
  readImagePixels: async ({ halley, reply, ...asked }) => {
    const { layer, factor, of, x, y, width, height } = asked.query
    const pixels = await imagePixels(halley, { ...questionOf(asked), layer, factor, of, x, y, width, height })
    if (!pixels.ok) return pixels
    void reply.header('content-type', 'application/octet-stream').header('cache-control', 'private, max-age=3600')
    return success(Buffer.from(pixels.value.buffer))
  },
  showImageLimits: ({ halley, ...asked }) => {
    const { layer, x = 0, y = 0, width, height } = asked.query
    const box = width === undefined || height === undefined ? null : { x, y, width, height }
    return imageLimits(halley, { ...questionOf(asked), layer, box })
  },
  showImageGrid: ({ halley, ...asked }) => {
    const { x, y, width, height } = asked.query
    return imageGrid(halley, questionOf(asked), { firstX: x, firstY: y, width, height })
  },
  listImageShapes: ({ halley, ...asked }) => imageShapes(halley, questionOf(asked)),
  downloadImageFile: async ({ halley, reply, ...asked }) => {
    const file = await openImageFile(halley, questionOf(asked), asked.query.layer)
    return file.ok ? sendFile(reply, { ...file.value, type: 'application/fits' }) : file
  },
  showMeasurement: ({ halley, params, query }) => showMeasurement(halley, { ...params, version: query.version }),
}
