import { ellipseHalfWidths, writeKernel } from './beamKernel.ts'
import type { BeamKernel, PixelBox } from './beamKernel.ts'
import { createEnvelope, solveEnvelope } from './envelopeCholesky.ts'
import type { EnvelopeMatrix } from './envelopeCholesky.ts'
import type { PixelWindow } from './pixelWindow.ts'
import type { StampGeometry } from './stampGeometry.ts'
import { isGoodPixel, stampBox } from './stampSums.ts'

/** Kernels end where their exponent reaches this: 1.4e-11 of the peak. */
const tailExponent = 25

/**
 * A member with a smaller share of its own in the fit (1 - R^2 against those above it in the image) is not separable
 * from its nearest neighbour: for two sources alone this is a distance of 0.086 BMAJ along the beam's major axis, where a
 * joint fit would multiply the noise by seven.
 */
const minPivotShare = 0.02

/** Positions and joint fluxes of the members of one cluster, in the map's unit. */
export interface ClusterSolution {
  readonly flux: Float64Array
  /** Sum of squared residuals over noise, of the joint model over the good pixels of each member's own stamp. */
  readonly chiSquared: Float64Array
}

/**
 * Fits the amplitudes of beams at fixed positions to the union of their stamps: the normal equations
 * (K^T W K) F = K^T W d, W = 1/n^2 over the good pixels. The Gaussians' product is again a Gaussian about the midpoint,
 * so that an element of the matrix costs one small sum.
 *
 * A member that cannot be separated from one fitted before it (see {@link minPivotShare}) stands for the same emission
 * and gets the flux of the nearest such member; coincident members thereby agree. A member without any good pixel in
 * reach gets NaN.
 */
export class ClusterFitter {
  readonly #window: PixelWindow
  readonly #geometry: StampGeometry
  readonly #kernel: BeamKernel
  readonly #squared: BeamKernel
  readonly #stamp: PixelBox = { firstX: 0, lastX: 0, firstY: 0, lastY: 0 }
  readonly #box: PixelBox = { firstX: 0, lastX: 0, firstY: 0, lastY: 0 }
  readonly #union: PixelBox = { firstX: 0, lastX: 0, firstY: 0, lastY: 0 }
  #values = new Float64Array(0)
  #weight = new Float64Array(0)
  #data = new Float64Array(0)
  #model = new Float64Array(0)

  constructor(window: PixelWindow, geometry: StampGeometry, kernel: BeamKernel) {
    this.#window = window
    this.#geometry = geometry
    this.#kernel = kernel
    this.#squared = { a: 2 * kernel.a, b: 2 * kernel.b, c: 2 * kernel.c }
  }

  /** Members sorted by y; the window holds all rows of their stamps. */
  fit(x: Float64Array, y: Float64Array): ClusterSolution {
    this.#loadUnion(x, y)
    const matrix = this.#normalMatrix(x, y)
    const flux = Float64Array.from(x, (centreX, i) => this.#sum(this.#kernel, centreX, y[i], 0, this.#data))
    const unseen = Uint8Array.from(x, (_, i) => (matrix.values[matrix.start[i] + i] > 0 ? 0 : 1))
    const leftOut = solveEnvelope(matrix, flux, minPivotShare)
    this.#writeModel(x, y, flux)
    for (let i = 0; i < x.length; i++) {
      if (unseen[i] === 1) flux[i] = NaN
      else if (leftOut[i] === 1) flux[i] = flux[this.#nearestBefore(x, y, i, leftOut)]
    }
    return { flux, chiSquared: Float64Array.from(x, (centreX, i) => this.#chiSquared(centreX, y[i])) }
  }

  /** Copies weight and weighted data of the union of all stamps into planes over its bounding box, 0 outside it. */
  #loadUnion(x: Float64Array, y: Float64Array): void {
    const union = this.#union
    Object.assign(union, { firstX: this.#geometry.width, lastX: 0, firstY: this.#geometry.height, lastY: 0 })
    for (let i = 0; i < x.length; i++) {
      stampBox(this.#geometry, x[i], y[i], this.#stamp)
      union.firstX = Math.min(union.firstX, this.#stamp.firstX)
      union.lastX = Math.max(union.lastX, this.#stamp.lastX)
      union.firstY = Math.min(union.firstY, this.#stamp.firstY)
      union.lastY = Math.max(union.lastY, this.#stamp.lastY)
    }
    const area = (union.lastX - union.firstX + 1) * (union.lastY - union.firstY + 1)
    if (this.#weight.length < area) {
      this.#weight = new Float64Array(area)
      this.#data = new Float64Array(area)
      this.#model = new Float64Array(area)
      this.#values = new Float64Array(area)
    }
    this.#weight.fill(0, 0, area)
    this.#data.fill(0, 0, area)
    this.#model.fill(0, 0, area)
    for (let i = 0; i < x.length; i++) this.#loadStamp(x[i], y[i])
  }

  #loadStamp(x: number, y: number): void {
    const { image, noise, background } = this.#window
    const subtract = background.length > 0
    const stamp = this.#stamp
    stampBox(this.#geometry, x, y, stamp)
    for (let row = stamp.firstY; row <= stamp.lastY; row++) {
      const from = this.#window.offset(row)
      const to = this.#planeOffset(row)
      for (let column = stamp.firstX; column <= stamp.lastX; column++) {
        const n = noise[from + column]
        const d = subtract ? image[from + column] - background[from + column] : image[from + column]
        if (!isGoodPixel(d, n)) continue
        const inverse = 1 / n
        this.#weight[to + column] = inverse * inverse
        this.#data[to + column] = d * inverse * inverse
      }
    }
  }

  /** Index of column 0 of the image in the row of the planes. */
  #planeOffset(row: number): number {
    const { firstX, lastX, firstY } = this.#union
    return (row - firstY) * (lastX - firstX + 1) - firstX
  }

  #normalMatrix(x: Float64Array, y: Float64Array): EnvelopeMatrix {
    const reachY = ellipseHalfWidths(this.#kernel, 2 * tailExponent).halfY
    const first = new Int32Array(x.length)
    for (let i = 0, j = 0; i < x.length; i++) {
      while (y[i] - y[j] > reachY) j++
      first[i] = j
      while (first[i] < i && this.#apart(x, y, i, first[i]) > tailExponent) first[i]++
    }
    const matrix = createEnvelope(first)
    for (let i = 0; i < x.length; i++) {
      for (let j = first[i]; j <= i; j++) {
        const apart = this.#apart(x, y, i, j)
        if (apart > tailExponent) continue
        matrix.values[matrix.start[i] + j] = this.#sum(this.#squared, (x[i] + x[j]) / 2, (y[i] + y[j]) / 2, apart, this.#weight)
      }
    }
    return matrix
  }

  /** The exponent that the product of two kernels has at its highest, at their midpoint. */
  #apart(x: Float64Array, y: Float64Array, i: number, j: number): number {
    const { a, b, c } = this.#kernel
    const dx = x[i] - x[j]
    const dy = y[i] - y[j]
    return (a * dx * dx + b * dx * dy + c * dy * dy) / 2
  }

  /** Sum over the planes of `plane` x exp(-exponent) x kernel about (x, y), down to the tail. */
  #sum(kernel: BeamKernel, x: number, y: number, exponent: number, plane: Float64Array): number {
    if (!this.#setBox(kernel, x, y, tailExponent - exponent)) return 0
    const { firstX, lastX, firstY, lastY } = this.#box
    const values = this.#values
    writeKernel(kernel, x, y, Math.exp(-exponent), this.#box, values)
    let sum = 0
    let at = 0
    for (let row = firstY; row <= lastY; row++) {
      const end = this.#planeOffset(row) + lastX
      for (let p = end - lastX + firstX; p <= end; p++) sum += plane[p] * values[at++]
    }
    return sum
  }

  /** Sets the box to where a kernel reaches inside the planes; false where it does not. */
  #setBox(kernel: BeamKernel, x: number, y: number, exponent: number): boolean {
    const { halfX, halfY } = ellipseHalfWidths(kernel, exponent)
    const box = this.#box
    box.firstX = Math.max(this.#union.firstX, Math.ceil(x - halfX))
    box.lastX = Math.min(this.#union.lastX, Math.floor(x + halfX))
    box.firstY = Math.max(this.#union.firstY, Math.ceil(y - halfY))
    box.lastY = Math.min(this.#union.lastY, Math.floor(y + halfY))
    return box.firstX <= box.lastX && box.firstY <= box.lastY
  }

  #writeModel(x: Float64Array, y: Float64Array, flux: Float64Array): void {
    for (let i = 0; i < x.length; i++) {
      if (flux[i] === 0 || !this.#setBox(this.#kernel, x[i], y[i], tailExponent)) continue
      const { firstX, lastX, firstY, lastY } = this.#box
      writeKernel(this.#kernel, x[i], y[i], flux[i], this.#box, this.#values)
      let at = 0
      for (let row = firstY; row <= lastY; row++) {
        const end = this.#planeOffset(row) + lastX
        for (let p = end - lastX + firstX; p <= end; p++) this.#model[p] += this.#values[at++]
      }
    }
  }

  #nearestBefore(x: Float64Array, y: Float64Array, i: number, leftOut: Uint8Array): number {
    let nearest = i
    let least = Infinity
    for (let j = i - 1; j >= 0; j--) {
      const apart = this.#apart(x, y, i, j)
      if (leftOut[j] === 1 || apart >= least) continue
      least = apart
      nearest = j
    }
    return nearest
  }

  #chiSquared(x: number, y: number): number {
    const stamp = this.#stamp
    stampBox(this.#geometry, x, y, stamp)
    let sum = 0
    for (let row = stamp.firstY; row <= stamp.lastY; row++) {
      const end = this.#planeOffset(row) + stamp.lastX
      for (let p = end - stamp.lastX + stamp.firstX; p <= end; p++) {
        const weight = this.#weight[p]
        if (weight === 0) continue
        const residual = this.#data[p] / weight - this.#model[p]
        sum += weight * residual * residual
      }
    }
    return sum
  }
}
