import type { ImageGrid, ImageShapes, PixelEllipse } from '../../../app/contract/images.ts'
import classes from './picture.module.css'
import { shapesSeen, type Placed } from './shapesSeen.ts'
import { toScreen } from './view.ts'

function pathOf(parts: readonly (readonly number[])[], { view, screen }: Placed): string {
  return parts
    .map((part) => {
      const points: string[] = []
      for (let k = 0; k + 1 < part.length; k += 2) {
        const [x, y] = toScreen(view, screen, part[k] ?? 0, part[k + 1] ?? 0)
        points.push(`${x.toFixed(1)} ${y.toFixed(1)}`)
      }
      return `M${points.join('L')}`
    })
    .join('')
}

/** Where a line has its label: right ascensions at the lower end, declinations at the left one. */
function labelPlace(parts: readonly (readonly number[])[], axis: 'ra' | 'dec', placed: Placed): readonly [number, number] | null {
  let best: readonly [number, number] | null = null
  for (const part of parts) {
    for (let k = 0; k + 1 < part.length; k += 2) {
      const [x, y] = toScreen(placed.view, placed.screen, part[k] ?? 0, part[k + 1] ?? 0)
      if (x < 0 || y < 0 || x > placed.screen.width || y > placed.screen.height) continue
      const isBetter = best === null || (axis === 'ra' ? y > best[1] : x < best[0])
      if (isBetter) best = [x, y]
    }
  }
  return best
}

/** Lines of right ascension and declination with their values. */
export function GridOverlay({ grid, ...placed }: Placed & { readonly grid: ImageGrid }) {
  return (
    <g className={classes.grid}>
      {grid.lines.map(({ axis, valueDeg, label, parts }) => {
        const at = labelPlace(parts, axis, placed)
        return (
          <g key={`${axis} ${valueDeg}`}>
            <path d={pathOf(parts, placed)} />
            {at && (
              <text
                x={axis === 'ra' ? at[0] + 4 : Math.max(4, at[0] + 4)}
                y={axis === 'ra' ? Math.min(placed.screen.height - 6, at[1] - 6) : at[1] - 4}
              >
                {label}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
}

interface ShapesProps extends Placed {
  readonly shapes: ImageShapes
  /** Of the measurement that the page is about. */
  readonly selectedId: number | null
  readonly hoveredId: number | null
}

const leastRadiusPx = 5

/** The fitted ellipses of measurements: detections whole, forced fits dashed. */
export function ShapesOverlay({ shapes, selectedId, hoveredId, ...placed }: ShapesProps) {
  const { view, screen } = placed
  return (
    <g className={classes.shapes}>
      {shapesSeen(shapes, placed).map((k) => {
        const [x, y] = toScreen(view, screen, shapes.x[k] ?? 0, shapes.y[k] ?? 0)
        const id = shapes.ids[k] ?? 0
        return (
          <ellipse
            key={id}
            rx={Math.max(leastRadiusPx, (shapes.semiMajor[k] ?? 0) * view.zoom * 1.3)}
            ry={Math.max(leastRadiusPx, (shapes.semiMinor[k] ?? 0) * view.zoom * 1.3)}
            transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${(-(shapes.angleDeg[k] ?? 0)).toFixed(1)})`}
            data-forced={shapes.isForced[k] || undefined}
            data-selected={id === selectedId || id === hoveredId || undefined}
          />
        )
      })}
    </g>
  )
}

/** The measurement at a place of the screen, the smallest ellipse first; null where none is. */
export function shapeAt(shapes: ImageShapes, placed: Placed, screenX: number, screenY: number): number | null {
  let [best, distance] = [null as number | null, Infinity]
  for (const k of shapesSeen(shapes, placed)) {
    const [x, y] = toScreen(placed.view, placed.screen, shapes.x[k] ?? 0, shapes.y[k] ?? 0)
    const away = Math.hypot(x - screenX, y - screenY)
    const reach = Math.max(leastRadiusPx + 4, (shapes.semiMajor[k] ?? 0) * placed.view.zoom * 1.3)
    if (away < reach && away < distance) [best, distance] = [shapes.ids[k] ?? null, away]
  }
  return best
}

/** The beam of the image in a corner, at the scale of the picture. */
export function BeamOverlay({ beam, view, screen }: Placed & { readonly beam: PixelEllipse }) {
  const [rx, ry] = [beam.semiMajor * view.zoom, beam.semiMinor * view.zoom]
  if (rx < 1.5 || rx > screen.width / 4) return null
  const room = rx + 10
  return (
    <g className={classes.beam} transform={`translate(${screen.width - room} ${screen.height - room})`}>
      <rect x={-rx - 4} y={-rx - 4} width={2 * rx + 8} height={2 * rx + 8} />
      <ellipse rx={rx} ry={ry} transform={`rotate(${-beam.angleDeg})`} />
    </g>
  )
}
