import { settle, success, type Result } from '../../../fault/fault.ts'
import { encodePreview, type PreviewLayer, type PreviewLimits, type PreviewPlane } from '../../../formats/preview/previewFile.ts'
import { blockLevels, type BlockLevel, type BlockOptions } from '../../../pipeline/preview/blockLevels.ts'
import { zscale } from '../../../sky/zscale.ts'
import type { PixelMap } from '../../../pipeline/pixelMap.ts'
import { openImage } from '../../inputs/openImage.ts'

/** Maps that a preview is made of, by path; null for one that there is not. */
export interface PreviewInput {
  readonly imagePath: string
  readonly noisePath: string | null
  readonly backgroundPath: string | null
  /** The noise of the image: values are kept to a part of it. */
  readonly noiseJy: number
  /** Where compressed files are inflated to. */
  readonly scratch: string
}

/** An image to an eighth, its maps, which are smooth, to a sixteenth of their edges: some 2.6 % of the image as 32-bit floats. */
const imageBlocks = { finest: 8, smallestEdge: 256, rowStep: 1 }
const mapBlocks = { finest: 16, smallestEdge: 256, rowStep: 16 }

const sampledRows = 40

function planesOf(layer: PreviewLayer, levels: readonly BlockLevel[]): PreviewPlane[] {
  return levels.flatMap(({ factor, width, height, mean, peak }) => [
    { layer, of: 'mean', factor, width, height, values: mean } as const,
    ...(layer === 'image' ? [{ layer, of: 'peak', factor, width, height, values: peak } as const] : []),
  ])
}

/** Keeps some pixels of some of the rows that are read, evenly over the map. */
function sampler({ width, height }: Pick<PixelMap, 'width' | 'height'>, rowStep: number) {
  const rows = Math.min(sampledRows, height)
  const wanted = Array.from({ length: rows }, (_, k) => Math.floor(((k + 0.5) * height) / rows))
  const kept = new Map(wanted.map((y, k) => [y - (y % rowStep), k]))
  const step = Math.max(1, Math.floor(width / 512))
  const values: number[] = []
  const onRow: BlockOptions['onRow'] = (y, row) => {
    const k = kept.get(y)
    if (k !== undefined) for (let x = k % step; x < row.length; x += step) values.push(row[x])
  }
  return { onRow, values }
}

interface Layer {
  readonly planes: readonly PreviewPlane[]
  readonly limits: PreviewLimits
}

async function readLayer(path: string, layer: PreviewLayer, scratch: string): Promise<Result<Layer>> {
  const opened = await openImage(path, scratch)
  if (!opened.ok) return opened
  const { image } = opened.value
  try {
    return await settle(async () => {
      const blocks = layer === 'image' ? imageBlocks : mapBlocks
      const { onRow, values } = sampler(image, blocks.rowStep)
      const planes = planesOf(layer, await blockLevels(image, { ...blocks, onRow }))
      // As zscale finds them in a sample of the whole map.
      return { planes, limits: zscale(Float64Array.from(values)) }
    })
  } finally {
    await opened.value.close()
  }
}

/**
 * The bytes of an image's preview: the image, its noise and its background, made smaller. A map that cannot be read is
 * left out.
 *
 * @returns the faults of the image's own file
 */
export async function makePreview({ imagePath, noisePath, backgroundPath, noiseJy, scratch }: PreviewInput): Promise<Result<Uint8Array>> {
  const image = await readLayer(imagePath, 'image', scratch)
  if (!image.ok) return image
  const layers: [PreviewLayer, Layer][] = [['image', image.value]]
  for (const [layer, path] of [['noise', noisePath] as const, ['background', backgroundPath] as const]) {
    const read = path === null ? null : await readLayer(path, layer, scratch)
    if (read?.ok) layers.push([layer, read.value])
  }
  const limits = Object.fromEntries(layers.map(([layer, read]) => [layer, read.limits]))
  return success(
    encodePreview(
      layers.flatMap(([, { planes }]) => planes),
      noiseJy,
      limits,
    ),
  )
}
