import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { EtaVView } from '../../../charts/etaVRaster.ts'
import { moved, nearestPoint, zoomed, type PlotFrame, type PlotPoint } from './etaVGeometry.ts'
import type { EtaVPlane } from './etaVPlane.ts'

/** What dragging over the plane does. */
export type EtaVTool = 'move' | 'box' | 'lasso'

export interface EtaVPointing {
  readonly plane: EtaVPlane
  readonly frame: PlotFrame
  readonly tool: EtaVTool
  /** Points that keys go through. */
  readonly stops: readonly number[]
  readonly hovered: number | null
  /** Null: all points. */
  readonly onView: (view: EtaVView | null) => void
  readonly onHover: (index: number | null) => void
  readonly onOpen: (index: number) => void
  readonly onToggle: (index: number) => void
  /** An outline was drawn, px; `isMore`: beside what is selected. */
  readonly onOutline: (corners: readonly PlotPoint[], isMore: boolean) => void
  readonly onClear: () => void
}

const clickPx = 4
const wheelStep = 1.0015
const keyZoom = 1.25

interface Drag {
  readonly from: PlotPoint
  readonly frame: PlotFrame
  readonly path: readonly PlotPoint[]
}

function placeOf({ clientX, clientY, currentTarget }: PointerEvent<SVGSVGElement>): PlotPoint {
  const { left, top } = currentTarget.getBoundingClientRect()
  return { x: clientX - left, y: clientY - top }
}

function boxOf(from: PlotPoint, to: PlotPoint): readonly PlotPoint[] {
  return [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }]
}

/** The outline that a drag draws. */
function outlineOf({ from, path }: Drag, tool: EtaVTool): readonly PlotPoint[] {
  return tool === 'box' ? boxOf(from, path.at(-1) ?? from) : path
}

function actOnKey(event: KeyboardEvent, { frame, stops, hovered, ...on }: EtaVPointing): void {
  const at = hovered === null ? -1 : stops.indexOf(hovered)
  const centre = { x: frame.width / 2, y: frame.height / 2 }
  const next = (step: number) => on.onHover(stops[(at + step + stops.length) % Math.max(1, stops.length)] ?? null)
  const acts: Readonly<Record<string, () => void>> = {
    ArrowRight: () => next(1),
    ArrowDown: () => next(1),
    ArrowLeft: () => next(at < 0 ? 0 : -1),
    ArrowUp: () => next(at < 0 ? 0 : -1),
    Enter: () => hovered !== null && on.onOpen(hovered),
    ' ': () => hovered !== null && on.onToggle(hovered),
    x: () => hovered !== null && on.onToggle(hovered),
    '+': () => on.onView(zoomed(frame, centre, 1 / keyZoom)),
    '=': () => on.onView(zoomed(frame, centre, 1 / keyZoom)),
    '-': () => on.onView(zoomed(frame, centre, keyZoom)),
    '0': () => on.onView(null),
    Escape: on.onClear,
  }
  const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key]
  if (!act) return
  act()
  event.preventDefault()
}

/** What pointer, wheel and keys do on the plane. */
export function useEtaVPointer(pointing: EtaVPointing) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const element = useRef<SVGSVGElement>(null)
  const latest = useRef(pointing)
  useEffect(() => {
    latest.current = pointing
  })
  useEffect(() => {
    const target = element.current
    const zoom = (event: WheelEvent) => {
      const { left, top } = (event.currentTarget as SVGSVGElement).getBoundingClientRect()
      const { frame, onView } = latest.current
      onView(zoomed(frame, { x: event.clientX - left, y: event.clientY - top }, wheelStep ** event.deltaY))
      event.preventDefault()
    }
    // React listens to wheels passively, and a passive listener cannot keep the page where it is.
    target?.addEventListener('wheel', zoom, { passive: false })
    return () => target?.removeEventListener('wheel', zoom)
  }, [])
  const { plane, frame, tool, onView, onHover, onOpen, onOutline } = pointing
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const place = placeOf(event)
    if (!drag) return onHover(nearestPoint(frame, plane, place))
    setDrag({ ...drag, path: [...drag.path, place] })
    if (tool === 'move') onView(moved(drag.frame, place.x - drag.from.x, place.y - drag.from.y))
    return undefined
  }
  const end = (event: PointerEvent<SVGSVGElement>) => {
    if (!drag) return
    setDrag(null)
    const place = placeOf(event)
    if (Math.hypot(place.x - drag.from.x, place.y - drag.from.y) < clickPx && drag.path.length < 12) {
      const nearest = nearestPoint(frame, plane, place)
      if (nearest !== null) onOpen(nearest)
    } else if (tool !== 'move') onOutline(outlineOf(drag, tool), event.shiftKey)
  }
  return {
    element,
    outline: drag && tool !== 'move' ? outlineOf(drag, tool) : null,
    handlers: {
      onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const from = placeOf(event)
        setDrag({ from, frame, path: [from] })
      },
      onPointerMove: move,
      onPointerUp: end,
      onPointerCancel: () => setDrag(null),
      onPointerLeave: () => !drag && onHover(null),
      onDoubleClick: () => onView(null),
      onKeyDown: (event: KeyboardEvent) => actOnKey(event, pointing),
    },
  }
}
