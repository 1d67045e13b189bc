import { refuse, settle } from '../../fault/fault.ts'
import type { Result } from '../../fault/fault.ts'
import type { ImageFacts } from '../image.ts'
import { beamKernel } from './beamKernel.ts'
import { ClusterFitter } from './clusterFit.ts'
import { fitGroups } from './fitGroups.ts'
import type { FitGroup } from './fitGroups.ts'
import { PixelWindow } from './pixelWindow.ts'
import type { ForcedMaps } from './pixelWindow.ts'
import { noFits } from './requests.ts'
import type { ForcedFits, ForcedRequests, ForcedSettings } from './requests.ts'
import { roundHalfEven, stampGeometry } from './stampGeometry.ts'
import type { StampGeometry } from './stampGeometry.ts'
import { isGoodPixel, StampReader } from './stampSums.ts'

/** Pixels a map that one reading brings (few, so that they are still in the cache when they are fitted), and that the tallest piece of a cluster may span. */
const pixelsPerRead = 1 << 17
const pixelsPerGroup = 1 << 21

export interface ImageToMeasure extends ForcedMaps {
  readonly facts: ImageFacts
  readonly requests: ForcedRequests
  readonly settings: ForcedSettings
}

/**
 * Coverage, noise and forced fluxes at fixed positions of one image, in one pass over its maps, which are in Jy/beam.
 * Only the rows that requests need are read, each once.
 *
 * A source alone: flux = sum(d K / n^2) / sum(K^2 / n^2), error = sum(K / n) / sum(K / n^2), the noise averaged over the
 * beam (Condon 1997, PASP 109, 166, section 3), chi^2 = sum(((d - flux K) / n)^2), all over a stamp of 3 BMAJ; d is image
 * less background, n noise, K the beam (forced_phot 0.2). Sources within `clusterThreshold` BMAJ of each other, directly
 * or in a chain, are solved together by weighted linear least squares. Each of them keeps the error that it has
 * alone, which knows nothing of how much its neighbours' fluxes trade with its own, and has chi^2 of the joint model over
 * its own stamp.
 *
 * An image where no fit is possible is no error: `fitted` is 0 there, as it is for a flux or an error of 0 and for what is
 * not finite. Refused: maps of different sizes (`forced.mapSize`), an image without a beam (`forced.noBeam`), and
 * whatever the maps refuse.
 */
export async function measureImage(input: ImageToMeasure): Promise<Result<ForcedFits>> {
  return settle(async () => {
    refuseUnfit(input)
    const { facts, requests, settings } = input
    const geometry = stampGeometry(facts, settings.edgeBufferScale)
    const stampRows = 2 * Math.ceil(geometry.stampHalfPixels) + 1
    const maxGroupRows = Math.max(12 * stampRows, Math.floor(pixelsPerGroup / facts.width))
    const groups = fitGroups(requests, geometry, { clusterThreshold: settings.clusterThreshold, maxGroupRows })
    const fits = noFits(requests.count)
    const readRows = Math.max(1, Math.floor(pixelsPerRead / facts.width))
    const tallest = groups.reduce((rows, group) => Math.max(rows, group.lastRow - group.firstRow + 1), 0)
    const window = new PixelWindow(input, Math.min(facts.height, tallest + readRows), readRows)
    const measurer = new GroupMeasurer(input, geometry, window, fits)
    const wantedRows = rowsWithoutGap(groups)
    for (let g = 0; g < groups.length; g++) {
      await window.cover(groups[g].firstRow, groups[g].lastRow, wantedRows[g])
      measurer.measure(groups[g])
    }
    return fits
  })
}

function refuseUnfit({ facts, image, noise, background }: ImageToMeasure): void {
  const maps = { image, 'noise map': noise, ...(background === null ? {} : { 'background map': background }) }
  for (const [kind, map] of Object.entries(maps)) {
    if (map.width === facts.width && map.height === facts.height) continue
    const message = `${facts.name}: expected ${facts.width} x ${facts.height} pixels in the ${kind}, found ${map.width} x ${map.height}`
    const data = { image: facts.name, map: kind, expected: [facts.width, facts.height], found: [map.width, map.height] }
    refuse('forced.mapSize', message, { hint: 'List the maps that were made from this image, in the same order as the images.', data })
  }
  const beam = [facts.beamMajorDeg, facts.beamMinorDeg, facts.beamPaDeg]
  if (beam.every(Number.isFinite) && facts.beamMajorDeg > 0 && facts.beamMinorDeg > 0) return
  const message = `${facts.name}: expected a restoring beam with positive BMAJ and BMIN (deg) and a BPA, found ${beam.join(', ')}`
  refuse('forced.noBeam', message, {
    hint: 'Put BMAJ, BMIN and BPA into the header of the image.',
    data: { image: facts.name },
  })
}

/** For each group the last row of the run of rows that it and those after it need without a gap. */
function rowsWithoutGap(groups: readonly FitGroup[]): Int32Array {
  const last = new Int32Array(groups.length)
  let begin = 0
  let end = -1
  for (let g = 0; g < groups.length; g++) {
    if (groups[g].firstRow > end + 1) {
      last.fill(end, begin, g)
      begin = g
    }
    end = Math.max(end, groups[g].lastRow)
  }
  return last.fill(end, begin)
}

class GroupMeasurer {
  readonly #requests: ForcedRequests
  readonly #allowNan: boolean
  readonly #geometry: StampGeometry
  readonly #window: PixelWindow
  readonly #fits: ForcedFits
  readonly #stamps: StampReader
  readonly #clusters: ClusterFitter

  constructor({ facts, requests, settings }: ImageToMeasure, geometry: StampGeometry, window: PixelWindow, fits: ForcedFits) {
    const kernel = beamKernel(facts)
    this.#requests = requests
    this.#allowNan = settings.allowNan
    this.#geometry = geometry
    this.#window = window
    this.#fits = fits
    this.#stamps = new StampReader(window, geometry, kernel)
    this.#clusters = new ClusterFitter(window, geometry, kernel)
  }

  measure({ members, core }: FitGroup): void {
    const { x, y, wantsFit } = this.#requests
    for (let k = 0; k < members.length; k++) if (core[k] === 1) this.#look(members[k])
    if (wantsFit[members[0]] === 0) return
    if (members.length === 1) {
      this.#fitAlone(members[0])
      return
    }
    const positions = (of: Float64Array): Float64Array => Float64Array.from(members, (i) => of[i])
    const { flux, chiSquared } = this.#clusters.fit(positions(x), positions(y))
    for (let k = 0; k < members.length; k++) {
      if (core[k] === 0) continue
      this.#stamps.read(x[members[k]], y[members[k]])
      this.#record(members[k], flux[k], chiSquared[k])
    }
  }

  /** Coverage and noise at one request. */
  #look(i: number): void {
    const { width, height, blankHalfPixels } = this.#geometry
    const { image, noise } = this.#window
    const column = roundHalfEven(this.#requests.x[i])
    const row = roundHalfEven(this.#requests.y[i])
    const rms = noise[this.#window.offset(row) + column]
    if (rms > 0 && rms < Infinity) this.#fits.rmsMjy[i] = rms * 1e3
    const firstColumn = Math.max(0, column - blankHalfPixels)
    const lastColumn = Math.min(width - 1, column + blankHalfPixels)
    const lastRow = Math.min(height - 1, row + blankHalfPixels)
    let covered = 1
    for (let r = Math.max(0, row - blankHalfPixels); r <= lastRow; r++) {
      const from = this.#window.offset(r)
      for (let p = from + firstColumn; p <= from + lastColumn; p++) {
        if (!isGoodPixel(image[p], noise[p])) covered = 0
      }
    }
    this.#fits.covered[i] = covered
  }

  #fitAlone(i: number): void {
    this.#stamps.read(this.#requests.x[i], this.#requests.y[i])
    const { dataKernel, kernelKernel } = this.#stamps.sums
    const flux = dataKernel / kernelKernel
    this.#record(i, flux, this.#stamps.chiSquared(flux))
  }

  /** Keeps a fit, with the error of the stamp last read, where the policy on blank pixels and the drops allow it. */
  #record(i: number, flux: number, chiSquared: number): void {
    const { good, bad, kernelNoise, kernelWeight } = this.#stamps.sums
    if (bad > 0 && !this.#allowNan) return
    const fluxErr = kernelNoise / kernelWeight
    const usable = Number.isFinite(flux) && flux !== 0 && Number.isFinite(fluxErr) && fluxErr !== 0 && Number.isFinite(chiSquared)
    if (!usable) return
    this.#fits.fitted[i] = 1
    this.#fits.fluxMjy[i] = flux * 1e3
    this.#fits.fluxErrMjy[i] = fluxErr * 1e3
    this.#fits.chiSquared[i] = chiSquared
    this.#fits.degreesOfFreedom[i] = good - 1
  }
}
