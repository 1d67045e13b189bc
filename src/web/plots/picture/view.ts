/** What of an image is seen: the pixel in the middle, and how large a pixel is on the screen. Pixels count from 0 at their centres. */
export interface View {
  readonly x: number
  readonly y: number
  /** Screen pixels along the edge of a pixel of the image. */
  readonly zoom: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** Edge of a tile, in blocks. */
export const tileEdge = 256

/** A tile of blocks of `factor` x `factor` pixels. */
export interface TilePlace {
  readonly factor: number
  readonly column: number
  readonly row: number
}

const largestZoom = 48

/** The whole image in the middle of the screen. */
export function wholeImage(image: Size, screen: Size): View {
  const zoom = Math.min(screen.width / image.width, screen.height / image.height)
  return { x: (image.width - 1) / 2, y: (image.height - 1) / 2, zoom: zoom > 0 && Number.isFinite(zoom) ? zoom : 1 }
}

/** The nearest view that shows some of the image and is neither smaller than the whole nor larger than pixels can be seen. */
export function within(view: View, image: Size, screen: Size): View {
  const least = Math.min(wholeImage(image, screen).zoom * 0.8, 1)
  return {
    x: Math.min(image.width - 0.5, Math.max(-0.5, view.x)),
    y: Math.min(image.height - 0.5, Math.max(-0.5, view.y)),
    zoom: Math.min(largestZoom, Math.max(least, view.zoom)),
  }
}

/** The place of a pixel of the image on the screen, from its top left. */
export function toScreen({ x, y, zoom }: View, screen: Size, pixelX: number, pixelY: number): readonly [x: number, y: number] {
  return [screen.width / 2 + (pixelX - x) * zoom, screen.height / 2 - (pixelY - y) * zoom]
}

/** The pixel of the image at a place of the screen. */
export function toImage({ x, y, zoom }: View, screen: Size, screenX: number, screenY: number): readonly [x: number, y: number] {
  return [x + (screenX - screen.width / 2) / zoom, y - (screenY - screen.height / 2) / zoom]
}

/** The view after a zoom that leaves what is at a place of the screen there. */
export function zoomedAt(view: View, screen: Size, times: number, screenX: number, screenY: number): View {
  const [x, y] = toImage(view, screen, screenX, screenY)
  const zoom = view.zoom * times
  return { x: x - (screenX - screen.width / 2) / zoom, y: y + (screenY - screen.height / 2) / zoom, zoom }
}

/** The coarsest blocks that are no larger than a pixel of the screen; between `finest` and `coarsest`, which are powers of two. */
export function factorFor(zoom: number, pixelRatio: number, finest: number, coarsest: number): number {
  const wanted = 2 ** Math.floor(Math.log2(1 / (zoom * pixelRatio)) + 1e-6)
  return Math.min(coarsest, Math.max(finest, wanted))
}

/** The box of the image that is seen, in whole pixels. */
export function seenBox(view: View, image: Size, screen: Size) {
  const [left, top] = toImage(view, screen, 0, 0)
  const [right, bottom] = toImage(view, screen, screen.width, screen.height)
  const x = Math.max(0, Math.floor(left))
  const y = Math.max(0, Math.floor(bottom))
  const width = Math.max(1, Math.min(image.width - 1, Math.ceil(right)) - x + 1)
  const height = Math.max(1, Math.min(image.height - 1, Math.ceil(top)) - y + 1)
  return { x, y, width, height }
}

/** The tiles of a level that are seen, those in the middle first. */
export function tilesSeen(view: View, image: Size, screen: Size, factor: number): readonly TilePlace[] {
  const { x, y, width, height } = seenBox(view, image, screen)
  const span = tileEdge * factor
  const [firstColumn, lastColumn] = [Math.floor(x / span), Math.floor((x + width - 1) / span)]
  const [firstRow, lastRow] = [Math.floor(y / span), Math.floor((y + height - 1) / span)]
  const tiles: TilePlace[] = []
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) tiles.push({ factor, column, row })
  }
  const distance = ({ column, row }: TilePlace) => Math.hypot((column + 0.5) * span - view.x, (row + 0.5) * span - view.y)
  return tiles.sort((a, b) => distance(a) - distance(b))
}
