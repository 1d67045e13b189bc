import { viridisAt, type Rgb } from '../../../charts/colourScale.ts'
import type { EtaVRaster } from '../../../charts/etaVRaster.ts'

/** What points are drawn in. */
export interface EtaVColours {
  readonly point: Rgb
  readonly candidate: Rgb
  readonly selected: Rgb
  readonly ground: Rgb
  /** Where the column that colours is unknown. */
  readonly unknown: Rgb
}

export interface EtaVLook {
  readonly colours: EtaVColours
  /** 1 for candidates. */
  readonly marks: Uint8Array
  /** 1 for selected points; null: none. */
  readonly selected: Uint8Array | null
  /** From 0 to 1, NaN where unknown, of the column that colours; null: none does. */
  readonly shares: Float32Array | null
  /** Pixels of the device in one of CSS. */
  readonly ratio: number
}

function packed([red, green, blue]: Rgb): number {
  // The order of bytes of a pixel, on every machine that browsers run on.
  return (0xff00_0000 | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, from[2] + (to[2] - from[2]) * share]
}

const STEPS = 256

/** Colours from the ground to one, packed, for densities. */
function ramp(ground: Rgb, full: Rgb): Uint32Array {
  return Uint32Array.from({ length: STEPS }, (_, step) => packed(mixed(ground, full, 0.22 + (0.78 * step) / (STEPS - 1))))
}

const viridisPacked = Uint32Array.from({ length: STEPS }, (_, step) => packed(viridisAt(step / (STEPS - 1))))

/** Means of the column over each cell, from 0 to 1; NaN where nothing is known. */
function cellMeans({ cells, counts }: EtaVRaster, shares: Float32Array): Float32Array {
  const [sums, known] = [new Float32Array(counts.length), new Uint32Array(counts.length)]
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]
    const share = shares[i]
    if (cell === undefined || share === undefined || cell < 0 || Number.isNaN(share)) continue
    sums[cell] += share
    known[cell] += 1
  }
  return sums.map((sum, cell) => sum / known[cell])
}

/** The colour of each cell that has points, by itself. */
type CellColour = (cell: number, isCandidate: boolean) => number

function byColumn(means: Float32Array, { colours }: EtaVLook): CellColour {
  const unknown = packed(colours.unknown)
  return (cell) => (Number.isNaN(means[cell]) ? unknown : viridisPacked[Math.round(means[cell] * (STEPS - 1))])
}

function paintDensity(pixels: Uint32Array, raster: EtaVRaster, { colours }: EtaVLook, colourOf: CellColour | null): void {
  const { counts, candidateCounts, isLone } = raster
  let most = 1
  for (let cell = 0; cell < counts.length; cell++) if (counts[cell] > most) most = counts[cell]
  const scale = (STEPS - 1) / Math.log1p(most)
  const [points, candidates] = [ramp(colours.ground, colours.point), ramp(colours.ground, colours.candidate)]
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell]
    if (count === 0 || isLone[cell] === 1) continue
    const isCandidate = candidateCounts[cell] * 2 > count
    if (colourOf) pixels[cell] = colourOf(cell, isCandidate)
    else pixels[cell] = (isCandidate ? candidates : points)[Math.round(Math.log1p(count) * scale)]
  }
}

/** Offsets of the pixels of a disc, and of a cross, about a point. */
function discOf(radius: number): readonly (readonly [number, number])[] {
  const reach = Math.ceil(radius)
  const offsets = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach)
  return offsets.flatMap((y) => offsets.flatMap((x) => (x * x + y * y <= radius * radius + 0.5 ? [[x, y] as const] : [])))
}

function crossOf(radius: number, isThick: boolean): readonly (readonly [number, number])[] {
  const reach = Math.ceil(radius)
  const along = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach)
  const thin = along.flatMap((x) => [[x, x] as const, [x, -x] as const])
  return isThick ? [...thin, ...thin.map(([x, y]) => [x + 1, y] as const)] : thin
}

interface Stamps {
  readonly disc: readonly (readonly [number, number])[]
  readonly cross: readonly (readonly [number, number])[]
  readonly big: readonly (readonly [number, number])[]
}

function stamp(pixels: Uint32Array, raster: EtaVRaster, cell: number, offsets: Stamps['disc'], colour: number): void {
  const { columns, rows } = raster
  const row = Math.floor(cell / columns)
  const column = cell - row * columns
  for (const [dx, dy] of offsets) {
    const [x, y] = [column + dx, row + dy]
    if (x >= 0 && y >= 0 && x < columns && y < rows) pixels[y * columns + x] = colour
  }
}

function paintLone(pixels: Uint32Array, raster: EtaVRaster, { colours }: EtaVLook, stamps: Stamps, byColumnOf: CellColour | null): void {
  const { isLone, candidateCounts } = raster
  const [point, candidate] = [packed(colours.point), packed(colours.candidate)]
  const colourOf: CellColour = byColumnOf ?? ((_, isCandidate) => (isCandidate ? candidate : point))
  const crosses: number[] = []
  for (let cell = 0; cell < isLone.length; cell++) {
    if (isLone[cell] === 0) continue
    if (candidateCounts[cell] > 0) crosses.push(cell)
    else stamp(pixels, raster, cell, stamps.disc, colourOf(cell, false))
  }
  // Candidates come last: they lie over the others.
  for (const cell of crosses) stamp(pixels, raster, cell, stamps.cross, colourOf(cell, true))
}

/** More selected points than these are told by the number beside the plot alone. */
const MOST_SELECTED = 50_000

function paintSelected(pixels: Uint32Array, raster: EtaVRaster, { colours, selected }: EtaVLook, stamps: Stamps): void {
  if (!selected) return
  const colour = packed(colours.selected)
  let painted = 0
  for (let i = 0; i < selected.length && painted < MOST_SELECTED; i++) {
    const cell = raster.cells[i]
    if (selected[i] !== 1 || cell === undefined || cell < 0) continue
    stamp(pixels, raster, cell, stamps.big, colour)
    painted++
  }
}

/** Paints what a raster has counted: densities, lone points over them, candidates as crosses, the selected above all. */
export function paintEtaV(image: ImageData, raster: EtaVRaster, look: EtaVLook): void {
  const pixels = new Uint32Array(image.data.buffer)
  pixels.fill(0)
  const { ratio } = look
  const stamps = { disc: discOf(1.6 * ratio), cross: crossOf(3 * ratio, ratio > 1.4), big: discOf(2.4 * ratio) }
  const colourOf = look.shares && byColumn(cellMeans(raster, look.shares), look)
  paintDensity(pixels, raster, look, colourOf)
  paintLone(pixels, raster, look, stamps, colourOf)
  paintSelected(pixels, raster, look, stamps)
}
