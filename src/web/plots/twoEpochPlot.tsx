import { useElementSize } from '@mantine/hooks'
import { useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { EpochPair } from './curve/epochPairs.ts'
import { layOutPairs, pairMarks, type PlacedPair } from './curve/layOutPairs.ts'
import { Marks } from './curve/marks.tsx'
import { siteColours } from './curve/plotColours.ts'
import classes from './lightCurvePlot.module.css'

interface TwoEpochPlotProps {
  readonly pairs: readonly EpochPair[]
  /** The points of the light curve that something on the page points at. */
  readonly selected: ReadonlySet<number>
  readonly onHover: (pair: EpochPair | null) => void
  readonly onChoose: (pair: EpochPair | null) => void
}

const heightPx = 260
const fontSize = 12
const reachPx = 16

function nearest(pairs: readonly PlacedPair[], x: number, y: number): EpochPair | null {
  let best: EpochPair | null = null
  let least = reachPx
  for (const placed of pairs) {
    const distance = Math.hypot(placed.x - x, placed.y - y)
    if (distance < least) [best, least] = [placed.pair, distance]
  }
  return best
}

/** One epoch: every pair that it is in. Two: the pair of them. */
function isPointedAt({ a, b }: EpochPair, selected: ReadonlySet<number>): boolean {
  if (selected.size === 0) return false
  return selected.size === 1 ? selected.has(a.id) || selected.has(b.id) : selected.has(a.id) && selected.has(b.id)
}

/** Every two epochs of a light curve by how surely and how much they differ; pointing at a pair points at its epochs. */
export function TwoEpochPlot({ pairs, selected, onHover, onChoose }: TwoEpochPlotProps) {
  const { ref, width } = useElementSize()
  const layout = useMemo(() => (width > 0 ? layOutPairs(pairs, { width, height: heightPx, fontSize }) : null), [pairs, width])
  const marks = useMemo(() => (layout ? pairMarks(layout, siteColours, fontSize) : []), [layout])
  const [hit, setHit] = useState<EpochPair | null>(null)
  const pairAt = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return layout ? nearest(layout.pairs, event.clientX - box.left, event.clientY - box.top) : null
  }
  const point = (pair: EpochPair | null) => {
    if (pair === hit) return
    setHit(pair)
    onHover(pair)
  }
  const ordered = useMemo(() => pairs.toSorted((a, b) => Math.abs(b.vs) - Math.abs(a.vs)), [pairs])
  const keyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const at = hit ? ordered.indexOf(hit) : -1
    if (event.key === 'ArrowRight') point(ordered[Math.min(at + 1, ordered.length - 1)] ?? null)
    else if (event.key === 'ArrowLeft') point(ordered[Math.max(at - 1, 0)] ?? null)
    else if (event.key === 'Escape') point(null)
    else if (event.key === 'Enter') onChoose(hit)
    else return
    event.preventDefault()
  }
  const variable = pairs.filter(({ isVariable }) => isVariable).length
  return (
    <figure ref={ref} className={classes.figure} style={{ minHeight: heightPx }}>
      {layout && (
        <svg
          className={classes.plot}
          style={{ height: heightPx }}
          viewBox={`0 0 ${width} ${heightPx}`}
          role="slider"
          tabIndex={0}
          aria-valuemin={0}
          aria-valuemax={pairs.length}
          aria-valuenow={hit ? ordered.indexOf(hit) + 1 : 0}
          aria-valuetext={hit ? `Vs ${hit.vs.toFixed(1)}, m ${hit.m.toFixed(2)}` : 'No pair'}
          aria-label={`|m| against |Vs| of ${pairs.length} pairs of epochs, ${variable} of them beyond both thresholds; the list beside it has these`}
          data-hit={hit !== null || undefined}
          onPointerMove={(event) => point(pairAt(event))}
          onPointerLeave={() => point(null)}
          onBlur={() => point(null)}
          onKeyDown={keyDown}
          onClick={() => onChoose(hit)}
        >
          <Marks marks={marks} />
          {layout.pairs
            .filter(({ pair }) => isPointedAt(pair, selected))
            .map(({ pair, x, y }) => (
              <circle
                key={`${pair.a.id} ${pair.b.id}`}
                className={classes.ring}
                cx={x}
                cy={y}
                r={7}
                data-pair={`${pair.a.id} ${pair.b.id}`}
              />
            ))}
        </svg>
      )}
    </figure>
  )
}
