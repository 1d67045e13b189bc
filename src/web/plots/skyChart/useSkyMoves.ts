import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type RefObject } from 'react'
import type { ChartSize } from './aitoff.ts'
import type { SkyFrame } from './skyFrame.ts'
import { movedBy, zoomedBy, type SkyView } from './skyView.ts'

interface Moves {
  readonly frame: SkyFrame
  readonly view: SkyView
  readonly size: ChartSize
  readonly onView: (view: SkyView) => void
}

const keyStepPx = 60
const keyFactor = 1.5

type Pixel = readonly [number, number]

const arrows: Readonly<Record<string, Pixel>> = {
  ArrowLeft: [keyStepPx, 0],
  ArrowRight: [-keyStepPx, 0],
  ArrowUp: [0, keyStepPx],
  ArrowDown: [0, -keyStepPx],
}

const factors: Readonly<Record<string, number>> = { '+': keyFactor, '=': keyFactor, '-': 1 / keyFactor, _: 1 / keyFactor }

/** The view after a key; null for a key that does not move it. */
export function viewAfterKey(key: string, { frame, view, size }: Omit<Moves, 'onView'>): SkyView | null {
  const arrow = arrows[key]
  if (arrow) return movedBy(frame, view, size, arrow)
  const factor = factors[key]
  if (factor) return zoomedBy(frame, view, size, { factor, at: null })
  return key === '0' ? { ...view, zoom: 1 } : null
}

function pixelOf({ currentTarget, clientX, clientY }: { currentTarget: Element; clientX: number; clientY: number }): Pixel {
  const { left, top } = currentTarget.getBoundingClientRect()
  return [clientX - left, clientY - top]
}

function distance([a, b]: readonly Pixel[]): number {
  return a && b ? Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1])) : 1
}

function useWheel(chart: RefObject<HTMLElement | null>, moves: RefObject<Moves>): void {
  useEffect(() => {
    const element = chart.current
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect()
      const { frame, view, size, onView } = moves.current
      const factor = Math.exp(-Math.max(-200, Math.min(200, event.deltaY)) * 0.002)
      onView(zoomedBy(frame, view, size, { factor, at: [event.clientX - left, event.clientY - top] }))
    }
    element?.addEventListener('wheel', turn, { passive: false })
    return () => element?.removeEventListener('wheel', turn)
  }, [chart, moves])
}

/** Moves and zooms a chart by pointer, two fingers, wheel and keys. @returns what its element listens with, and whether it is dragged */
export function useSkyMoves(chart: RefObject<HTMLElement | null>, given: Moves) {
  const moves = useRef(given)
  const fingers = useRef(new Map<number, Pixel>())
  const travelled = useRef(0)
  useEffect(() => {
    moves.current = given
  })
  useWheel(chart, moves)
  const move = (event: PointerEvent<HTMLElement>) => {
    const before = fingers.current.get(event.pointerId)
    if (!before) return
    const { frame, view, size, onView } = moves.current
    const at = pixelOf(event)
    const apart = distance([...fingers.current.values()])
    fingers.current.set(event.pointerId, at)
    travelled.current += Math.hypot(at[0] - before[0], at[1] - before[1])
    if (fingers.current.size === 2) onView(zoomedBy(frame, view, size, { factor: distance([...fingers.current.values()]) / apart, at }))
    else onView(movedBy(frame, view, size, [at[0] - before[0], at[1] - before[1]]))
  }
  const lift = (event: PointerEvent<HTMLElement>) => fingers.current.delete(event.pointerId)
  return {
    /** Whether what was pressed was a click, not the end of a drag. */
    isClick: () => travelled.current < 5,
    isDragging: () => fingers.current.size > 0,
    listeners: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        if (fingers.current.size === 0) travelled.current = 0
        fingers.current.set(event.pointerId, pixelOf(event))
      },
      onPointerMove: move,
      onPointerUp: lift,
      onPointerCancel: lift,
    },
    /** @returns whether the key was one of the chart's */
    onKey: (event: KeyboardEvent): boolean => {
      if (event.ctrlKey || event.metaKey || event.altKey) return false
      const next = viewAfterKey(event.key, moves.current)
      if (!next) return false
      event.preventDefault()
      moves.current.onView(next)
      return true
    },
  }
}
