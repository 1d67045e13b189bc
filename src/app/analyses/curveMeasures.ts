import { totalFluxErr } from '../../pipeline/statistics/fluxError.ts'
import { significanceEta, variationV } from '../../sky/variability.ts'

/** Eta and V of sources, by their rows; NaN where unknown. */
export interface Measures {
  readonly eta: Float64Array
  readonly v: Float64Array
  readonly datapoints: Int32Array
}

/**
 * Computes eta and V from measurements that come one after the other: those of one source together, in the order of
 * time, as processing takes them.
 */
export class CurveMeasures {
  readonly #measures: Measures
  #flux = new Float64Array(64)
  #fluxErr = new Float64Array(64)
  #count = 0
  #row = -1

  /** @param sourceCount how many rows of sources there are */
  constructor(sourceCount: number) {
    const unknown = () => new Float64Array(sourceCount).fill(NaN)
    this.#measures = { eta: unknown(), v: unknown(), datapoints: new Int32Array(sourceCount) }
  }

  /** @param fractionalError of the flux scale, added in quadrature */
  add(row: number, flux: number, fluxErr: number, fractionalError: number): void {
    if (row !== this.#row) this.#finish(row)
    if (this.#count === this.#flux.length) this.#grow()
    this.#flux[this.#count] = flux
    this.#fluxErr[this.#count++] = totalFluxErr(fluxErr, flux, fractionalError)
  }

  /** The measures of all sources; a source without measurements has none. */
  end(): Measures {
    this.#finish(-1)
    return this.#measures
  }

  #finish(next: number): void {
    if (this.#row >= 0) {
      const { eta, v, datapoints } = this.#measures
      eta[this.#row] = significanceEta(this.#flux, this.#fluxErr, 0, this.#count) ?? NaN
      v[this.#row] = variationV(this.#flux, 0, this.#count) ?? NaN
      datapoints[this.#row] = this.#count
    }
    this.#row = next
    this.#count = 0
  }

  #grow(): void {
    const [flux, fluxErr] = [this.#flux, this.#fluxErr]
    this.#flux = new Float64Array(2 * flux.length)
    this.#fluxErr = new Float64Array(2 * flux.length)
    this.#flux.set(flux)
    this.#fluxErr.set(fluxErr)
  }
}
