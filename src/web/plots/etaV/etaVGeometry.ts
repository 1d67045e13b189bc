import type { EtaVView } from '../../../charts/etaVRaster.ts'

/** A place on the plot, px from its upper left. */
export interface PlotPoint {
  readonly x: number
  readonly y: number
}

/** A plot of a size, px, that shows a part of the plane. */
export interface PlotFrame {
  readonly width: number
  readonly height: number
  readonly view: EtaVView
}

/** Columns that are looked through. */
interface Points {
  readonly logEta: Float32Array
  readonly logV: Float32Array
}

export function placeX({ width, view }: PlotFrame, logEta: number): number {
  return ((logEta - view.etaLow) / (view.etaHigh - view.etaLow)) * width
}

export function placeY({ height, view }: PlotFrame, logV: number): number {
  return ((view.vHigh - logV) / (view.vHigh - view.vLow)) * height
}

/** The plane larger (factor below 1) or smaller about a place. */
export function zoomed(frame: PlotFrame, { x, y }: PlotPoint, factor: number): EtaVView {
  const { etaLow, etaHigh, vLow, vHigh } = frame.view
  const eta = etaLow + (x / frame.width) * (etaHigh - etaLow)
  const v = vHigh - (y / frame.height) * (vHigh - vLow)
  const limit = (size: number) => Math.min(60, Math.max(0.01, size * factor)) / size
  const [ofEta, ofV] = [limit(etaHigh - etaLow), limit(vHigh - vLow)]
  return {
    etaLow: eta - (eta - etaLow) * ofEta,
    etaHigh: eta + (etaHigh - eta) * ofEta,
    vLow: v - (v - vLow) * ofV,
    vHigh: v + (vHigh - v) * ofV,
  }
}

/** The plane moved by so many px. */
export function moved({ width, height, view }: PlotFrame, dx: number, dy: number): EtaVView {
  const { etaLow, etaHigh, vLow, vHigh } = view
  const [eta, v] = [(-dx / width) * (etaHigh - etaLow), (dy / height) * (vHigh - vLow)]
  return { etaLow: etaLow + eta, etaHigh: etaHigh + eta, vLow: vLow + v, vHigh: vHigh + v }
}

const reachPx = 8

/** The point that is nearest to a place, within 8 px; null where there is none. */
export function nearestPoint(frame: PlotFrame, { logEta, logV }: Points, { x, y }: PlotPoint): number | null {
  const { view, width, height } = frame
  const [xScale, yScale] = [width / (view.etaHigh - view.etaLow), height / (view.vHigh - view.vLow)]
  let [nearest, least] = [-1, reachPx * reachPx]
  for (let i = 0; i < logEta.length; i++) {
    const dx = ((logEta[i] ?? 0) - view.etaLow) * xScale - x
    if (dx > reachPx || dx < -reachPx) continue
    const dy = (view.vHigh - (logV[i] ?? 0)) * yScale - y
    const distance = dx * dx + dy * dy
    if (distance < least) [nearest, least] = [i, distance]
  }
  return nearest < 0 ? null : nearest
}

function isInside(corners: readonly PlotPoint[], x: number, y: number): boolean {
  let isIn = false
  for (const [index, one] of corners.entries()) {
    const other = corners.at(index - 1)
    if (!other || one.y > y === other.y > y) continue
    if (x < ((other.x - one.x) * (y - one.y)) / (other.y - one.y) + one.x) isIn = !isIn
  }
  return isIn
}

/** Marks the points within an outline by 1; those marked before stay so. @returns how many are marked */
export function markInside(frame: PlotFrame, { logEta, logV }: Points, corners: readonly PlotPoint[], marks: Uint8Array): number {
  const xs = corners.map(({ x }) => x)
  const ys = corners.map(({ y }) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  let count = 0
  for (let i = 0; i < logEta.length; i++) {
    if (marks[i] !== 1) {
      const x = placeX(frame, logEta[i] ?? 0)
      if (x < left || x > right) continue
      const y = placeY(frame, logV[i] ?? 0)
      if (y < top || y > bottom || !isInside(corners, x, y)) continue
      marks[i] = 1
    }
    count++
  }
  return count
}
