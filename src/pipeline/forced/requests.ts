import { pickBytes, pickRows } from '../pickRows.ts'

/** Positions to measure in one image: one entry a source in each array, in any order. */
export interface ForcedRequests {
  readonly count: number
  /** The source that each position belongs to; only carried along. */
  readonly source: Int32Array
  /** Pixel position, 0-based: (0, 0) is the centre of the first pixel. NaN where the image does not show the position. */
  readonly x: Float64Array
  readonly y: Float64Array
  readonly raDeg: Float64Array
  readonly decDeg: Float64Array
  /** 1 where a flux is wanted, 0 where only coverage and noise are. */
  readonly wantsFit: Uint8Array
}

/** The keys of `source_monitoring` that a fit needs. */
export interface ForcedSettings {
  /** Scales the edge margin, 1.2 by default. */
  readonly edgeBufferScale: number
  /** Positions nearer to each other than this many BMAJ are fitted together; 0: each alone. */
  readonly clusterThreshold: number
  /** Whether a fit may leave out blank pixels; otherwise a blank pixel in its stamp makes it impossible. */
  readonly allowNan: boolean
}

/** What an image says at each requested position, in the order of the requests. */
export interface ForcedFits {
  readonly count: number
  /** 1 where the position lies inside the edge margin and no pixel of the box of +-round(BMAJ/2) about it is blank. */
  readonly covered: Uint8Array
  /** Noise at the nearest pixel, mJy/beam; NaN outside the edge margin and where the noise map is blank. */
  readonly rmsMjy: Float64Array
  /** 1 where a fit was wanted and possible; the four columns that follow are NaN or 0 elsewhere. */
  readonly fitted: Uint8Array
  readonly fluxMjy: Float64Array
  readonly fluxErrMjy: Float64Array
  readonly chiSquared: Float64Array
  /** Good pixels in the stamp, less one. */
  readonly degreesOfFreedom: Int32Array
}

/** The given requests, in their order. */
export function pickRequests({ source, x, y, raDeg, decDeg, wantsFit }: ForcedRequests, rows: Int32Array): ForcedRequests {
  return {
    count: rows.length,
    source: rows.map((row) => source[row]),
    x: pickRows(x, rows),
    y: pickRows(y, rows),
    raDeg: pickRows(raDeg, rows),
    decDeg: pickRows(decDeg, rows),
    wantsFit: pickBytes(wantsFit, rows),
  }
}

/** Nothing seen and nothing fitted at any of `count` positions. */
export function noFits(count: number): ForcedFits {
  return {
    count,
    covered: new Uint8Array(count),
    rmsMjy: new Float64Array(count).fill(NaN),
    fitted: new Uint8Array(count),
    fluxMjy: new Float64Array(count).fill(NaN),
    fluxErrMjy: new Float64Array(count).fill(NaN),
    chiSquared: new Float64Array(count).fill(NaN),
    degreesOfFreedom: new Int32Array(count),
  }
}
