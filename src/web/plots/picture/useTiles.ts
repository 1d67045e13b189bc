import { useEffect, useRef, useState, type RefObject } from 'react'
import type { ApiFault } from '../../api/apiFault.ts'
import { drawTiles, tilesFor, type Scene } from './tilePainter.ts'
import { TileStore, type TileSource } from './tileStore.ts'
import { tileEdge } from './view.ts'

/** The tiles of one map of one image: others of their own for each map, the same while it stays. */
function useTileStore({ run, image, version, layer, of }: TileSource, onChange: () => void): RefObject<TileStore | null> {
  const store = useRef<TileStore>(null)
  useEffect(() => {
    const made = new TileStore({ run, image, version, layer, of }, onChange)
    store.current = made
    onChange()
    return () => made.close()
  }, [run, image, version, layer, of, onChange])
  return store
}

/** Why the finest tiles that are seen did not come; null where they did. */
function faultOf(store: TileStore, scene: Scene): ApiFault | null {
  for (const place of tilesFor(scene).above) {
    const tile = store.get(place)
    if (tile?.state === 'failed') return tile.fault
  }
  return null
}

interface Tiles {
  readonly canvas: RefObject<HTMLCanvasElement | null>
  readonly store: RefObject<TileStore | null>
  /** Why tiles did not come. */
  readonly fault: ApiFault | null
  /** Whether some of what is seen is still to come. */
  readonly isWaiting: boolean
}

/** Asks for the tiles that a scene shows and draws them as they come. */
export function useTiles(source: TileSource, scene: Scene | null): Tiles {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [changes, setChanges] = useState(0)
  const [state, setState] = useState<{ readonly fault: ApiFault | null; readonly isWaiting: boolean }>({ fault: null, isWaiting: true })
  const [onChange] = useState(() => () => setChanges((count) => count + 1))
  const store = useTileStore(source, onChange)
  useEffect(() => {
    const [tiles, element] = [store.current, canvas.current]
    if (!tiles || !element || !scene || scene.screen.width === 0) return undefined
    const frame = requestAnimationFrame(() => {
      const { below, above } = tilesFor(scene)
      tiles.want([...below, ...above])
      const [width, height] = [scene.screen.width, scene.screen.height].map((edge) => Math.round(edge * devicePixelRatio))
      if (element.width !== width) element.width = width ?? 0
      if (element.height !== height) element.height = height ?? 0
      const context = element.getContext('2d')
      if (!context) return
      const isWaiting = drawTiles(context, tiles, scene, devicePixelRatio)
      const fault = faultOf(tiles, scene)
      setState((now) => (now.fault === fault && now.isWaiting === isWaiting ? now : { fault, isWaiting }))
    })
    return () => cancelAnimationFrame(frame)
    // oxlint-disable-next-line exhaustive-effect-dependencies -- tiles that came are drawn
  }, [store, scene, changes])
  return { canvas, store, ...state }
}

/** The value of a block that was loaded around a pixel, mJy/beam: of the finest that is there. */
export function valueAt(store: TileStore | null, scene: Scene, x: number, y: number): number | null {
  if (!store) return null
  const { below, above } = tilesFor(scene)
  for (const places of [above, below]) {
    for (const { factor, column, row } of places) {
      const edge = tileEdge * factor
      const [left, bottom] = [Math.floor((x + 0.5) / factor), Math.floor((y + 0.5) / factor)]
      if (Math.floor((x + 0.5) / edge) !== column || Math.floor((y + 0.5) / edge) !== row) continue
      const tile = store.get({ factor, column, row })
      if (tile?.state !== 'there') continue
      return tile.values[(bottom - row * tileEdge) * tileEdge + left - column * tileEdge] ?? null
    }
  }
  return null
}
