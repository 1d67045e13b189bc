import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { timeAt, type CurveLayout, type PlacedPoint } from './layOutCurve.ts'

interface CurvePointer {
  readonly layout: CurveLayout
  readonly hovered: number | null
  readonly onPoint: (id: number | null) => void
  readonly onOpen: (id: number) => void
  readonly onRange: (range: readonly [number, number]) => void
}

const reachPx = 20
const leastDragPx = 8

function nearest(points: readonly PlacedPoint[], x: number, y: number): PlacedPoint | null {
  let best: PlacedPoint | null = null
  let least = reachPx
  for (const placed of points) {
    const distance = Math.hypot(placed.x - x, placed.y - y)
    if (distance < least) [best, least] = [placed, distance]
  }
  return best
}

function placeOf(event: PointerEvent<SVGSVGElement>): readonly [number, number] {
  const box = event.currentTarget.getBoundingClientRect()
  return [event.clientX - box.left, event.clientY - box.top]
}

/** Pointing at, opening and going through the points of a light curve, and choosing a part of its time. */
export function useCurvePointer({ layout, hovered, onPoint, onOpen, onRange }: CurvePointer) {
  const start = useRef<number | null>(null)
  const [band, setBand] = useState<readonly [number, number] | null>(null)
  const { left, right } = layout.frame
  const inside = (x: number) => Math.min(right, Math.max(left, x))
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const [x, y] = placeOf(event)
    const from = start.current
    if (from !== null && Math.abs(x - from) >= leastDragPx) setBand([inside(Math.min(from, x)), inside(Math.max(from, x))])
    else {
      const id = nearest(layout.points, x, y)?.point.id ?? null
      if (id !== hovered) onPoint(id)
    }
  }
  const down = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return
    start.current = placeOf(event)[0]
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const up = (event: PointerEvent<SVGSVGElement>) => {
    const isClick = start.current !== null && band === null
    start.current = null
    setBand(null)
    if (band && band[1] - band[0] >= leastDragPx) return onRange([timeAt(layout, band[0]), timeAt(layout, band[1])])
    const hit = isClick ? nearest(layout.points, ...placeOf(event)) : null
    if (hit) onOpen(hit.point.id)
    return undefined
  }
  const keyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const ids = layout.points.toSorted((a, b) => a.x - b.x).map(({ point }) => point.id)
    const at = hovered === null ? -1 : ids.indexOf(hovered)
    if (event.key === 'ArrowRight') onPoint(ids[Math.min(at + 1, ids.length - 1)] ?? null)
    else if (event.key === 'ArrowLeft') onPoint(ids[at <= 0 ? ids.length - 1 : at - 1] ?? null)
    else if (event.key === 'Escape') onPoint(null)
    else if (event.key === 'Enter' && hovered !== null) onOpen(hovered)
    else return
    event.preventDefault()
  }
  const leave = () => onPoint(null)
  return {
    band,
    handlers: { onPointerMove: move, onPointerDown: down, onPointerUp: up, onPointerLeave: leave, onBlur: leave, onKeyDown: keyDown },
  }
}
