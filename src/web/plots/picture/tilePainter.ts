import { paint, type Look } from './look.ts'
import type { Tile, TileStore } from './tileStore.ts'
import { factorFor, tileEdge, tilesSeen, toScreen, type Size, type TilePlace, type View } from './view.ts'

/** What is drawn on a canvas. */
export interface Scene {
  readonly view: View
  readonly image: Size
  /** Of the canvas on the screen. */
  readonly screen: Size
  readonly look: Look
  /** The finest and the coarsest blocks that can be had. */
  readonly finest: number
  readonly coarsest: number
}

interface Painted {
  readonly look: Look
  readonly canvas: HTMLCanvasElement
}

/** Tiles as they were painted last: made again when the look changes. */
const painted = new WeakMap<Tile, Painted>()

function canvasOf(tile: Tile & { readonly state: 'there' }, look: Look): HTMLCanvasElement {
  const known = painted.get(tile)
  if (known?.look === look) return known.canvas
  const canvas = known?.canvas ?? document.createElement('canvas')
  canvas.width = tileEdge
  canvas.height = tileEdge
  canvas.getContext('2d')?.putImageData(new ImageData(paint(tile.values, tileEdge, look), tileEdge, tileEdge), 0, 0)
  painted.set(tile, { look, canvas })
  return canvas
}

/** The tiles that a scene is drawn with, coarse ones that stand in for those that are still to come first. */
export function tilesFor({ view, image, screen, finest, coarsest }: Scene): {
  readonly below: readonly TilePlace[]
  readonly above: readonly TilePlace[]
} {
  const factor = factorFor(view.zoom, devicePixelRatio, finest, coarsest)
  const above = tilesSeen(view, image, screen, factor)
  return { below: factor < coarsest ? tilesSeen(view, image, screen, coarsest) : [], above }
}

/** Draws what has come of a scene; gives whether anything is still to come. */
export function drawTiles(context: CanvasRenderingContext2D, store: TileStore, scene: Scene, ratio: number): boolean {
  const { view, screen, look } = scene
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, screen.width, screen.height)
  const { below, above } = tilesFor(scene)
  // Under blank pixels nothing coarser may show.
  const isWhole = above.every((place) => store.get(place)?.state === 'there')
  let isWaiting = false
  for (const place of isWhole ? above : [...below, ...above]) {
    const tile = store.get(place)
    if (tile?.state !== 'there') {
      isWaiting ||= tile?.state !== 'failed'
      continue
    }
    const span = tileEdge * place.factor
    const [left, bottom] = toScreen(view, screen, place.column * span - 0.5, place.row * span - 0.5)
    const edge = span * view.zoom
    // Seams show where a tile ends between two pixels of the screen.
    const [x, y] = [Math.round(left * ratio) / ratio, Math.round((bottom - edge) * ratio) / ratio]
    const [toX, toY] = [Math.round((left + edge) * ratio) / ratio, Math.round(bottom * ratio) / ratio]
    context.imageSmoothingEnabled = view.zoom * place.factor < 1
    context.drawImage(canvasOf(tile, look), x, y, toX - x, toY - y)
  }
  return isWaiting
}
