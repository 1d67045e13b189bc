import { Text } from '@mantine/core'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react'
import type { ImageDetails, ImageGrid, ImageShapes } from '../../../app/contract/images.ts'
import { formatDec, formatRa } from '../../parts/sexagesimal.ts'
import type { Look } from './look.ts'
import { BeamOverlay, GridOverlay, shapeAt, ShapesOverlay } from './overlay.tsx'
import classes from './picture.module.css'
import { skyAt } from './skyAt.ts'
import { drawTiles, type Scene } from './tilePainter.ts'
import type { TileSource, TileStore } from './tileStore.ts'
import { usePointer } from './usePointer.ts'
import { useTiles, valueAt } from './useTiles.ts'
import { toImage, toScreen, wholeImage, within, zoomedAt, type Size, type View } from './view.ts'

/** What is laid over an image; null: not asked for, or still to come. */
export interface Overlays {
  readonly grid: ImageGrid | null
  /** That of the whole image, for the position under the pointer. */
  readonly lattice: ImageGrid['lattice'] | null
  readonly shapes: ImageShapes | null
  readonly selectedId: number | null
}

interface PictureProps {
  readonly label: string
  readonly image: ImageDetails
  readonly source: TileSource
  readonly look: Look
  readonly overlays: Overlays
  /** null: the whole image. */
  readonly view: View | null
  readonly onView: (view: View, screen: Size) => void
  readonly onOpen: (measurement: number) => void
  readonly heightPx: number
  /** Is given what puts the picture, as it is now, on paper. */
  readonly onPaper: (paper: Paper) => void
}

/** A picture as it is now, for a figure. */
export interface Paper {
  readonly view: View
  readonly screen: Size
  /** Its pixels as the address of a PNG. */
  readonly draw: () => string
}

/** Dots of a figure for each of the screen. */
const paperRatio = 3

/** The finest and the coarsest blocks of a map: pixels while its file is there, what the preview has where it is not. */
function levelsOf({ preview, files }: ImageDetails, { layer }: TileSource): readonly [finest: number, coarsest: number] {
  const factors = preview.filter((plane) => plane.layer === layer).map(({ factor }) => factor)
  const isThere = files.some(({ role, state }) => role === layer && state === 'there')
  return [isThere || factors.length === 0 ? 1 : Math.min(...factors), factors.length === 0 ? 4 : Math.max(...factors)]
}

function moved(view: View, screen: Size, { key, shiftKey }: KeyboardEvent, image: Size): View | null {
  const step = (shiftKey ? 0.5 : 0.1) / view.zoom
  const [width, height] = [screen.width * step, screen.height * step]
  const [middleX, middleY] = [screen.width / 2, screen.height / 2]
  const keys: Readonly<Record<string, () => View>> = {
    ArrowLeft: () => ({ ...view, x: view.x - width }),
    ArrowRight: () => ({ ...view, x: view.x + width }),
    ArrowUp: () => ({ ...view, y: view.y + height }),
    ArrowDown: () => ({ ...view, y: view.y - height }),
    '+': () => zoomedAt(view, screen, 1.5, middleX, middleY),
    '=': () => zoomedAt(view, screen, 1.5, middleX, middleY),
    '-': () => zoomedAt(view, screen, 1 / 1.5, middleX, middleY),
    '0': () => wholeImage(image, screen),
    '1': () => ({ ...view, zoom: 1 }),
  }
  return keys[key]?.() ?? null
}

interface ReadoutProps {
  readonly at: readonly [x: number, y: number]
  readonly value: number | null
  readonly image: ImageDetails
  readonly lattice: ImageGrid['lattice'] | null
  readonly isPointer: boolean
}

/** The place under the pointer, or in the middle: where on the sky it is, its pixel and its value. */
function Readout({ at: [x, y], value, image, lattice, isPointer }: ReadoutProps) {
  const sky = lattice && skyAt(lattice, { x: 0, y: 0, width: image.width, height: image.height }, x, y)
  return (
    <div className={`${classes.readout} site-mono`} role="group" aria-label={isPointer ? 'Under the pointer' : 'In the middle'}>
      <span>{sky ? `${formatRa(sky.raDeg)} ${formatDec(sky.decDeg)}` : 'off the sky'}</span>
      <span>
        pixel {Math.round(x)}, {Math.round(y)}
      </span>
      <span>{value === null || Number.isNaN(value) ? 'blank' : `${value.toFixed(3)} mJy/beam`}</span>
    </div>
  )
}

function drawnOn(store: TileStore | null, scene: Scene): string {
  const canvas = document.createElement('canvas')
  canvas.width = scene.screen.width * paperRatio
  canvas.height = scene.screen.height * paperRatio
  const context = canvas.getContext('2d')
  if (store && context) drawTiles(context, store, scene, paperRatio)
  return canvas.toDataURL('image/png')
}

/** Marks that the preview stands in for what cannot be read. */
function noteOf(image: ImageDetails, source: TileSource, fault: { readonly message: string } | null): string | null {
  const file = image.files.find(({ role }) => role === source.layer)
  if (!file) return `The image was processed without a ${source.layer} map.`
  const hasPreview = image.preview.some(({ layer }) => layer === source.layer)
  const words = { missing: 'is not where it was', changed: 'is not the one that was processed', unreadable: 'cannot be read', there: '' }
  if (file.state !== 'there')
    return `${file.path} ${words[file.state]}. ${hasPreview ? 'This is its preview.' : 'There is no preview of it.'}`
  return fault?.message ?? null
}

/**
 * An image that is moved and zoomed: drawn from tiles that the server reads from the file or its preview, with lines of
 * the sky, its measurements and its beam over it. Arrows move, plus and minus zoom, 0 shows the whole, 1 a pixel for a pixel.
 */
export function Picture({ label, image, source, look, overlays, view: asked, onView, onOpen, heightPx, onPaper }: PictureProps) {
  const frame = useRef<HTMLDivElement>(null)
  const { ref, width, height } = useElementSize<HTMLDivElement>()
  const screen = useMemo(() => ({ width, height }), [width, height])
  const view = useMemo(() => within(asked ?? wholeImage(image, screen), image, screen), [asked, image, screen])
  const [finest, coarsest] = levelsOf(image, source)
  const scene: Scene = useMemo(
    () => ({ view, image: { width: image.width, height: image.height }, screen, look, finest, coarsest }),
    [view, image.width, image.height, screen, look, finest, coarsest],
  )
  const { canvas, store, fault, isWaiting } = useTiles(source, scene)
  useEffect(() => {
    onPaper({ view, screen, draw: () => drawnOn(store.current, scene) })
  }, [onPaper, view, screen, store, scene])
  const show = (next: View) => onView(within(next, image, screen), screen)
  const placed = { view, screen }
  const hit = (x: number, y: number) => (overlays.shapes ? shapeAt(overlays.shapes, placed, x, y) : null)
  const { handlers, over, isDragged } = usePointer({
    frame,
    view,
    screen,
    onView: show,
    onClick: (x, y) => {
      const id = hit(x, y)
      if (id !== null) onOpen(id)
    },
  })
  const hovered = over && !isDragged ? hit(over[0], over[1]) : null
  const at = over ? toImage(view, screen, over[0], over[1]) : ([view.x, view.y] as const)
  const note = noteOf(image, source, fault)
  const merged = useMergedRef(frame, ref)
  return (
    <div>
      {/* oxlint-disable-next-line no-noninteractive-element-interactions -- an application is moved by pointer and keys */}
      <div
        ref={merged}
        role="application"
        // oxlint-disable-next-line no-noninteractive-tabindex -- an application is moved by keys
        tabIndex={0}
        aria-label={`${label}. Arrows move, plus and minus zoom, 0 shows the whole.`}
        aria-busy={isWaiting}
        className={classes.frame}
        style={{ height: heightPx }}
        data-dragged={isDragged || undefined}
        data-over={hovered !== null || undefined}
        onKeyDown={(event) => {
          const next = event.ctrlKey || event.metaKey || event.altKey ? null : moved(view, screen, event, image)
          if (!next) return
          event.preventDefault()
          event.stopPropagation()
          show(next)
        }}
        {...handlers}
      >
        <canvas ref={canvas} className={classes.canvas} aria-hidden="true" />
        <svg className={classes.overlay} aria-hidden="true">
          {overlays.grid && <GridOverlay grid={overlays.grid} {...placed} />}
          {overlays.shapes && <ShapesOverlay shapes={overlays.shapes} selectedId={overlays.selectedId} hoveredId={hovered} {...placed} />}
          {image.beam && <BeamOverlay beam={image.beam} {...placed} />}
          <Outline image={image} {...placed} />
        </svg>
        {note && (
          <Text className={classes.note} role="status">
            {note}
          </Text>
        )}
      </div>
      <Readout
        at={at}
        value={valueAt(store.current, scene, at[0], at[1])}
        image={image}
        lattice={overlays.lattice}
        isPointer={over !== null}
      />
    </div>
  )
}

/** The edge of the image. */
function Outline({ image, view, screen }: { readonly image: Size; readonly view: View; readonly screen: Size }) {
  const [left, bottom] = toScreen(view, screen, -0.5, -0.5)
  const [right, top] = toScreen(view, screen, image.width - 0.5, image.height - 0.5)
  return <rect x={left} y={top} width={right - left} height={bottom - top} fill="none" stroke="#171a21" strokeOpacity={0.5} />
}
