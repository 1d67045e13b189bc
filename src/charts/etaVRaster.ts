import type { EtaVPoints } from './etaVCut.ts'

/** A part of the plane of log eta and log V. */
export interface EtaVView {
  readonly etaLow: number
  readonly etaHigh: number
  readonly vLow: number
  readonly vHigh: number
}

export interface RasterSize {
  readonly columns: number
  readonly rows: number
}

/** Edge of the blocks of cells in which points are counted to tell whether they lie alone. */
const BLOCK_SHIFT = 3

/** Points of a block that has no more than so many are drawn one by one. */
const LONE_MOST = 12

/** The part of the plane that has all points, with a little space around. Of no points, that around eta 1 and V 0.1. */
export function viewOfAll({ logEta, logV }: EtaVPoints): EtaVView {
  if (logEta.length === 0) return { etaLow: -1.5, etaHigh: 1.5, vLow: -2.5, vHigh: 0.5 }
  let [etaLow, etaHigh, vLow, vHigh] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < logEta.length; i++) {
    etaLow = Math.min(etaLow, logEta[i])
    etaHigh = Math.max(etaHigh, logEta[i])
    vLow = Math.min(vLow, logV[i])
    vHigh = Math.max(vHigh, logV[i])
  }
  const [etaSpace, vSpace] = [Math.max(0.2, (etaHigh - etaLow) * 0.03), Math.max(0.2, (vHigh - vLow) * 0.03)]
  return { etaLow: etaLow - etaSpace, etaHigh: etaHigh + etaSpace, vLow: vLow - vSpace, vHigh: vHigh + vSpace }
}

/**
 * Counts points on a raster, and finds those that lie alone: a million points are drawn as their density, and what stands
 * out as points. It keeps its arrays from one view to the next, so that sliding and zooming makes no garbage.
 */
export class EtaVRaster {
  readonly points: EtaVPoints
  /** Cells by rows from the top; V rises upwards. */
  counts = new Uint32Array(0)
  /** Those of them that are candidates. */
  candidateCounts = new Uint32Array(0)
  /** 1 for the cells whose points lie alone. */
  isLone = new Uint8Array(0)
  /** The cell of each point; -1: out of view. */
  readonly cells: Int32Array
  columns = 0
  rows = 0
  #view: EtaVView | null = null
  #blocks = new Uint32Array(0)

  constructor(points: EtaVPoints) {
    this.points = points
    this.cells = new Int32Array(points.logEta.length)
  }

  /** Takes in a view; one that it has already costs nothing but the counting of candidates. @param marks 1 for candidates */
  count(view: EtaVView, { columns, rows }: RasterSize, marks: Uint8Array): void {
    if (view !== this.#view || columns !== this.columns || rows !== this.rows) {
      this.#resize(columns, rows)
      this.#countPoints(view)
      this.#findLone()
      this.#view = view
    }
    this.#countCandidates(marks)
  }

  /** The points that lie alone. */
  lonePoints(): number[] {
    const [cells, isLone] = [this.cells, this.isLone]
    const found: number[] = []
    for (let i = 0; i < cells.length; i++) if (cells[i] >= 0 && isLone[cells[i]] === 1) found.push(i)
    return found
  }

  #countPoints(view: EtaVView): void {
    const { logEta, logV } = this.points
    const { cells, counts, columns, rows } = this
    const xScale = columns / (view.etaHigh - view.etaLow)
    const yScale = rows / (view.vHigh - view.vLow)
    const xLow = view.etaLow
    const yHigh = view.vHigh
    for (let i = 0; i < cells.length; i++) {
      const x = (logEta[i] - xLow) * xScale
      const y = (yHigh - logV[i]) * yScale
      if (x >= 0 && y >= 0 && x < columns && y < rows) {
        const cell = Math.trunc(y) * columns + Math.trunc(x)
        cells[i] = cell
        counts[cell]++
      } else cells[i] = -1
    }
  }

  #countCandidates(marks: Uint8Array): void {
    const { cells, candidateCounts } = this
    candidateCounts.fill(0)
    for (let i = 0; i < cells.length; i++) if (marks[i] === 1 && cells[i] >= 0) candidateCounts[cells[i]]++
  }

  #findLone(): void {
    const { counts, isLone, columns, rows } = this
    const blocks = this.#blocks
    const blockColumns = (columns >> BLOCK_SHIFT) + 1
    for (let y = 0, cell = 0; y < rows; y++) {
      const row = (y >> BLOCK_SHIFT) * blockColumns
      for (let x = 0; x < columns; x++) blocks[row + (x >> BLOCK_SHIFT)] += counts[cell++]
    }
    for (let y = 0, cell = 0; y < rows; y++) {
      const row = (y >> BLOCK_SHIFT) * blockColumns
      for (let x = 0; x < columns; x++, cell++) isLone[cell] = counts[cell] > 0 && blocks[row + (x >> BLOCK_SHIFT)] <= LONE_MOST ? 1 : 0
    }
  }

  #resize(columns: number, rows: number): void {
    if (columns === this.columns && rows === this.rows) {
      this.counts.fill(0)
      this.#blocks.fill(0)
      return
    }
    this.columns = columns
    this.rows = rows
    this.counts = new Uint32Array(columns * rows)
    this.candidateCounts = new Uint32Array(columns * rows)
    this.isLone = new Uint8Array(columns * rows)
    this.#blocks = new Uint32Array(((columns >> BLOCK_SHIFT) + 1) * ((rows >> BLOCK_SHIFT) + 1))
  }
}
