import { along, linearAxis, logAxis, type Axis } from '../curve/axis.ts'
import type { DrawnPoint } from './pointCanvas.tsx'
import type { PointStyle } from './pointLegend.tsx'

/** A source by its mean flux densities before and after, mJy/beam. */
export interface FluxPair {
  readonly id: number
  readonly from: number
  readonly to: number
  /** Its place in the list of styles. */
  readonly style: number
}

interface ScatterSize {
  readonly width: number
  readonly height: number
  readonly fontSize: number
}

/** Both axes alike, so that what is the same lies on the diagonal; logarithmic where no value is 0 or less. */
function axisOf(pairs: readonly FluxPair[]): Axis {
  let [low, high] = [Infinity, -Infinity]
  for (const { from, to } of pairs) [low, high] = [Math.min(low, from, to), Math.max(high, from, to)]
  if (low > 0) return logAxis(low / 1.3, high * 1.3)
  const space = (high - low) * 0.05 || 1
  return linearAxis(low - space, high + space, 5)
}

/** Where the pairs are drawn on a plot of some size. */
export function layOutScatter(pairs: readonly FluxPair[], styles: readonly PointStyle[], { width, height, fontSize }: ScatterSize) {
  const axis = axisOf(pairs)
  const frame = { left: fontSize * 4.7, right: width - fontSize, top: fontSize * 0.8, bottom: height - fontSize * 3.3 }
  const points = pairs.flatMap(({ id, from, to, style }): DrawnPoint[] => {
    const look = styles[style]
    if (!look || width === 0) return []
    const x = frame.left + along(axis, from) * (frame.right - frame.left)
    const y = frame.bottom - along(axis, to) * (frame.bottom - frame.top)
    return [{ id, x, y, shape: look.shape, colour: look.colour, radius: look.shape === 'disc' ? 1.5 : 3.5 }]
  })
  return { axis, frame, points }
}
