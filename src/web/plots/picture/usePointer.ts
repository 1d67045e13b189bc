import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'
import { zoomedAt, type Size, type View } from './view.ts'

interface PointerOptions {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly view: View
  readonly screen: Size
  readonly onView: (view: View) => void
  readonly onClick: (x: number, y: number) => void
}

type Place = readonly [x: number, y: number]

/** A shorter way than this is a click, not a drag. */
const clickPx = 4

function placeOf(event: { readonly clientX: number; readonly clientY: number }, frame: HTMLElement): Place {
  const { left, top } = frame.getBoundingClientRect()
  return [event.clientX - left, event.clientY - top]
}

/** A wheel zooms where the pointer is. React listens to wheels without a say in the scrolling of the page. */
function useWheel({ frame, view, screen, onView }: PointerOptions): void {
  const now = useRef({ view, screen, onView })
  useEffect(() => {
    now.current = { view, screen, onView }
  })
  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    const zoom = (event: WheelEvent) => {
      event.preventDefault()
      const [x, y] = placeOf(event, element)
      const { view, screen, onView } = now.current
      onView(zoomedAt(view, screen, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), x, y))
    }
    element.addEventListener('wheel', zoom, { passive: false })
    return () => element.removeEventListener('wheel', zoom)
  }, [frame])
}

/** Moves and zooms a view by the pointer, one finger or two; a press without a way is a click. */
export function usePointer(options: PointerOptions) {
  const { frame, view, screen, onView, onClick } = options
  useWheel(options)
  const pressed = useRef(new Map<number, Place>())
  const way = useRef(0)
  const [over, setOver] = useState<Place | null>(null)
  const [isDragged, setDragged] = useState(false)
  const moved = (event: PointerEvent, from: Place, to: Place) => {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
    way.current += Math.hypot(dx, dy)
    const other = [...pressed.current].find(([id]) => id !== event.pointerId)?.[1]
    if (!other) return onView({ ...view, x: view.x - dx / view.zoom, y: view.y + dy / view.zoom })
    const [before, after] = [from, to].map(([x, y]) => Math.hypot(x - other[0], y - other[1]))
    return onView(zoomedAt(view, screen, (after ?? 1) / Math.max(1, before ?? 1), other[0], other[1]))
  }
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (!frame.current) return
      event.currentTarget.setPointerCapture(event.pointerId)
      if (pressed.current.size === 0) way.current = 0
      pressed.current.set(event.pointerId, placeOf(event, frame.current))
      setDragged(true)
    },
    onPointerMove: (event: PointerEvent) => {
      if (!frame.current) return
      const to = placeOf(event, frame.current)
      const from = pressed.current.get(event.pointerId)
      if (from) {
        moved(event, from, to)
        pressed.current.set(event.pointerId, to)
      }
      setOver(to)
    },
    onPointerUp: (event: PointerEvent) => {
      const at = pressed.current.get(event.pointerId)
      pressed.current.delete(event.pointerId)
      setDragged(pressed.current.size > 0)
      if (at && way.current < clickPx) onClick(at[0], at[1])
    },
    onPointerCancel: (event: PointerEvent) => {
      pressed.current.delete(event.pointerId)
      setDragged(false)
    },
    onPointerLeave: () => setOver(null),
  }
  return { handlers, over, isDragged }
}
