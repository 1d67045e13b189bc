import { useCallback, useMemo, useState } from 'react'
import { markInside, type PlotFrame, type PlotPoint } from '../../plots/etaV/etaVGeometry.ts'
import type { EtaVPlane } from '../../plots/etaV/etaVPlane.ts'

/** Which points are selected, in the plane and in the list alike. */
export interface EtaVSelection {
  /** 1 for the selected; null: none is. */
  readonly marks: Uint8Array | null
  readonly count: number
  readonly indices: () => readonly number[]
  readonly outline: (frame: PlotFrame, corners: readonly PlotPoint[], isMore: boolean) => void
  readonly toggle: (index: number) => void
  /** Sets those of the listed points that are to be selected; others stay as they are. */
  readonly set: (listed: readonly number[], wanted: ReadonlySet<string>) => void
  readonly clear: () => void
}

interface Held {
  readonly plane: EtaVPlane
  readonly marks: Uint8Array
  readonly count: number
}

function counted(plane: EtaVPlane, marks: Uint8Array): Held {
  let count = 0
  for (const mark of marks) count += mark
  return { plane, marks, count }
}

export function useSelection(plane: EtaVPlane): EtaVSelection {
  const [held, setHeld] = useState<Held | null>(null)
  // What was selected of other points is of no use for these.
  const now = held?.plane === plane && held.count > 0 ? held : null
  const change = useCallback(
    (edit: (marks: Uint8Array) => void, isMore = true) =>
      setHeld((before) => {
        const marks = isMore && before?.plane === plane ? before.marks.slice() : new Uint8Array(plane.id.length)
        edit(marks)
        return counted(plane, marks)
      }),
    [plane],
  )
  return useMemo(
    () => ({
      marks: now?.marks ?? null,
      count: now?.count ?? 0,
      indices: () => (now ? [...now.marks.entries()].flatMap(([index, mark]) => (mark === 1 ? [index] : [])) : []),
      outline: (frame, corners, isMore) => change((marks) => void markInside(frame, plane, corners, marks), isMore),
      toggle: (index) => change((marks) => (marks[index] = marks[index] === 1 ? 0 : 1)),
      set: (listed, wanted) =>
        change((marks) => {
          for (const index of listed) marks[index] = wanted.has(String(index)) ? 1 : 0
        }),
      clear: () => setHeld(null),
    }),
    [now, change, plane],
  )
}
