import { useCallback, useMemo, useState } from 'react'

/** Which epochs everything on the page points at: one, the two of a pair, or none. */
export interface EpochFocus {
  readonly selected: ReadonlySet<number>
  /** The one epoch that is pointed at; null for none and for a pair. */
  readonly one: number | null
  /** While the pointer is there. */
  readonly hover: (ids: readonly number[]) => void
  /** Until something else is chosen; nothing: no longer. */
  readonly choose: (ids: readonly number[]) => void
}

const nothing: readonly number[] = []

/** What the plots, the cut-outs and the table of a source point at together. */
export function useEpochFocus(): EpochFocus {
  const [hovered, setHovered] = useState(nothing)
  const [chosen, setChosen] = useState(nothing)
  const shown = hovered.length > 0 ? hovered : chosen
  const selected = useMemo(() => new Set(shown), [shown])
  const hover = useCallback((ids: readonly number[]) => setHovered(ids.length > 0 ? ids : nothing), [])
  const choose = useCallback((ids: readonly number[]) => setChosen(ids.length > 0 ? ids : nothing), [])
  return { selected, one: shown.length === 1 ? (shown[0] ?? null) : null, hover, choose }
}
