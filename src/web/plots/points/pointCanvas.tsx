import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, type MouseEvent } from 'react'
import classes from './points.module.css'
import { shapePath, type PointShape } from './pointShape.ts'

/** A point where it is drawn, in CSS pixels. */
export interface DrawnPoint {
  readonly id: number
  readonly x: number
  readonly y: number
  readonly shape: PointShape
  /** Of CSS: `#0072b2` or `--plot-limit`. */
  readonly colour: string
  readonly radius: number
}

interface PointCanvasProps {
  readonly width: number
  readonly height: number
  /** Later ones lie over earlier ones. */
  readonly points: readonly DrawnPoint[]
  readonly selectedId: number | null
  readonly onPick?: ((id: number) => void) | undefined
}

const reachPx = 14

function colourOf(canvas: HTMLCanvasElement, colour: string): string {
  return colour.startsWith('--') ? getComputedStyle(canvas).getPropertyValue(colour).trim() : colour
}

function draw(canvas: HTMLCanvasElement, { width, height, points, selectedId }: PointCanvasProps): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const ratio = devicePixelRatio
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  context.scale(ratio, ratio)
  const colours = new Map([...new Set(points.map(({ colour }) => colour))].map((colour) => [colour, colourOf(canvas, colour)]))
  context.lineWidth = 1.25
  for (const { x, y, shape, colour, radius } of points) {
    const outline = new Path2D(shapePath(shape, x, y, radius))
    const drawn = colours.get(colour) ?? colour
    context.strokeStyle = drawn
    context.fillStyle = drawn
    context[shape === 'disc' ? 'fill' : 'stroke'](outline)
  }
  const selected = points.findLast(({ id }) => id === selectedId)
  if (!selected) return
  context.strokeStyle = colourOf(canvas, '--accent')
  context.lineWidth = 2.5
  context.stroke(new Path2D(shapePath('ring', selected.x, selected.y, 9)))
}

function nearest(points: readonly DrawnPoint[], x: number, y: number): DrawnPoint | null {
  let best: DrawnPoint | null = null
  let least = reachPx
  for (const point of points) {
    const distance = Math.hypot(point.x - x, point.y - y)
    if (distance <= least) [best, least] = [point, distance]
  }
  return best
}

/** Many points, drawn at once; a click picks the nearest. Whatever it shows stands in a table too, where keys reach it. */
export function PointCanvas(props: PointCanvasProps) {
  // A canvas keeps its colours: other ones need another canvas.
  return <Points key={useComputedColorScheme()} {...props} />
}

function Points(props: PointCanvasProps) {
  const { width, height, points, selectedId, onPick } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (canvas.current) draw(canvas.current, { width, height, points, selectedId })
  }, [width, height, points, selectedId])
  const pick = (event: MouseEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const hit = nearest(points, event.clientX - box.left, event.clientY - box.top)
    if (hit) onPick?.(hit.id)
  }
  return (
    <canvas
      ref={canvas}
      className={classes.canvas}
      style={{ width, height, cursor: onPick ? 'crosshair' : undefined }}
      aria-hidden="true"
      onClick={onPick ? pick : undefined}
    />
  )
}
