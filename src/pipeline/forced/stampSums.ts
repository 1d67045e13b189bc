import { writeKernel } from './beamKernel.ts'
import type { BeamKernel, PixelBox } from './beamKernel.ts'
import type { PixelWindow } from './pixelWindow.ts'
import { stampFirst, stampLast } from './stampGeometry.ts'
import type { StampGeometry } from './stampGeometry.ts'

/**
 * The sums over the good pixels of one stamp, d being image less background, n noise, K the kernel. A pixel is good where d is
 * finite and n is finite and positive.
 */
export interface StampSums {
  good: number
  bad: number
  /** Sum of d K / n^2 and of K^2 / n^2; their ratio is the flux of a source alone. */
  dataKernel: number
  kernelKernel: number
  /** Sum of K / n and of K / n^2; their ratio, the noise averaged over the beam, is the error of the flux. */
  kernelNoise: number
  kernelWeight: number
}

/** The stamp of a source at (x, y), cut at the edges of the image. */
export function stampBox(geometry: StampGeometry, x: number, y: number, box: PixelBox): void {
  box.firstX = stampFirst(geometry, x)
  box.lastX = stampLast(geometry, x, geometry.width)
  box.firstY = stampFirst(geometry, y)
  box.lastY = stampLast(geometry, y, geometry.height)
}

/** Reads one stamp at a time and keeps its scaled pixels for the sum of squared residuals. */
export class StampReader {
  readonly sums: StampSums = { good: 0, bad: 0, dataKernel: 0, kernelKernel: 0, kernelNoise: 0, kernelWeight: 0 }
  readonly box: PixelBox = { firstX: 0, lastX: 0, firstY: 0, lastY: 0 }
  readonly #window: PixelWindow
  readonly #geometry: StampGeometry
  readonly #kernel: BeamKernel
  readonly #values: Float64Array
  readonly #dataOverNoise: Float64Array
  readonly #kernelOverNoise: Float64Array

  constructor(window: PixelWindow, geometry: StampGeometry, kernel: BeamKernel) {
    const side = 2 * Math.ceil(geometry.stampHalfPixels) + 2
    const area = Math.min(side, geometry.width) * Math.min(side, geometry.height)
    this.#window = window
    this.#geometry = geometry
    this.#kernel = kernel
    this.#values = new Float64Array(area)
    this.#dataOverNoise = new Float64Array(area)
    this.#kernelOverNoise = new Float64Array(area)
  }

  /** Fills {@link sums} and {@link box} for a source at (x, y), whose rows the window holds. */
  read(x: number, y: number): void {
    stampBox(this.#geometry, x, y, this.box)
    writeKernel(this.#kernel, x, y, 1, this.box, this.#values)
    const { image, noise, background } = this.#window
    const { firstX, lastX, firstY, lastY } = this.box
    const values = this.#values
    const dataOverNoise = this.#dataOverNoise
    const kernelOverNoise = this.#kernelOverNoise
    const subtract = background.length > 0
    let dataKernel = 0
    let kernelKernel = 0
    let kernelNoise = 0
    let kernelWeight = 0
    let good = 0
    let at = 0
    for (let row = firstY; row <= lastY; row++) {
      const end = this.#window.offset(row) + lastX
      for (let p = end - lastX + firstX; p <= end; p++) {
        const n = noise[p]
        const d = subtract ? image[p] - background[p] : image[p]
        const k = values[at++]
        if (!isGoodPixel(d, n)) continue
        const inverse = 1 / n
        const dn = d * inverse
        const kn = k * inverse
        dataOverNoise[good] = dn
        kernelOverNoise[good++] = kn
        dataKernel += dn * kn
        kernelKernel += kn * kn
        kernelNoise += kn
        kernelWeight += kn * inverse
      }
    }
    const { sums } = this
    sums.good = good
    sums.bad = at - good
    sums.dataKernel = dataKernel
    sums.kernelKernel = kernelKernel
    sums.kernelNoise = kernelNoise
    sums.kernelWeight = kernelWeight
  }

  /** Sum of ((d - flux K) / n)^2 over the good pixels of the stamp last read. */
  chiSquared(flux: number): number {
    let sum = 0
    for (let i = 0; i < this.sums.good; i++) {
      const residual = this.#dataOverNoise[i] - flux * this.#kernelOverNoise[i]
      sum += residual * residual
    }
    return sum
  }
}

/** Whether a pixel of image less background `d` and noise `n` takes part in a fit; a noise of 0 marks a blank pixel. */
export function isGoodPixel(d: number, n: number): boolean {
  return n > 0 && n < Infinity && d - d === 0
}
