import { Refusal, refuse, type Result, settleSync } from '../../fault/fault.ts'
import { readVoTable } from '../votable/read.ts'
import { assembleComponents } from './assemble.ts'
import type { CatalogueCells } from './cells.ts'
import { csvCells } from './csv.ts'
import { fixedWidthCells } from './fixedWidth.ts'
import { votableCells } from './votableForm.ts'

/**
 * The components of one Selavy catalogue, in catalogue order: one entry a component in every column, as the file has
 * them, in the units of the names. Nothing is dropped, floored or corrected here.
 *
 * NaN stands for a blank or `nan` in `chiSquaredFit`, `spectralIndex` and the `psf...` columns alone; every other number
 * is finite. Selavy itself writes -99 for "no spectral index".
 */
export interface SelavyComponents {
  readonly count: number
  readonly islandId: readonly string[]
  /** Unique in the catalogue, never blank. */
  readonly componentId: readonly string[]
  /** rms_image: the local noise, mJy/beam. */
  readonly localRmsMjy: Float64Array
  /** ra_deg_cont, [0, 360). */
  readonly raDeg: Float64Array
  readonly raErrArcsec: Float64Array
  /** dec_deg_cont, [-90, 90]. */
  readonly decDeg: Float64Array
  readonly decErrArcsec: Float64Array
  /** mJy/beam. */
  readonly fluxPeakMjy: Float64Array
  readonly fluxPeakErrMjy: Float64Array
  readonly fluxIntMjy: Float64Array
  readonly fluxIntErrMjy: Float64Array
  /** maj_axis: full width at half maximum of the fitted Gaussian. */
  readonly bmajArcsec: Float64Array
  readonly errBmajArcsec: Float64Array
  readonly bminArcsec: Float64Array
  readonly errBminArcsec: Float64Array
  readonly paDeg: Float64Array
  readonly errPaDeg: Float64Array
  /** maj_axis_deconv: the size after deconvolution from the beam; named `psf_bmaj` in the output tables. */
  readonly psfBmajArcsec: Float64Array
  readonly psfBminArcsec: Float64Array
  readonly psfPaDeg: Float64Array
  readonly chiSquaredFit: Float64Array
  readonly spectralIndex: Float64Array
  /** 1 or 0. */
  readonly flagC4: Uint8Array
  /** 1 or 0, 255 where the catalogue leaves it blank. */
  readonly spectralIndexFromTt: Uint8Array
  /** 1 or 0. */
  readonly hasSiblings: Uint8Array
}

/**
 * Reads a Selavy component catalogue in any of its forms: the fixed-width text that Selavy writes, the CSV of CASDA, a VOTable.
 * The content decides (`<` begins XML, `#` the text); where it leaves open which, the extension does.
 *
 * @param name what messages call the file, usually its path
 * @returns the components, or a fault that names the file, the line and the column. A catalogue with a header and no
 *   rows has zero components and is no fault.
 */
export function readSelavy(name: string, bytes: Uint8Array): Result<SelavyComponents> {
  return settleSync(() => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (isBlank(buffer)) {
      refuse('selavy.empty', `${name}: expected a Selavy component catalogue, found an empty file.`, {
        hint: 'Copy the catalogue again from where it was made; an image without detections has a catalogue with a header and no rows.',
        data: { file: name },
      })
    }
    return assembleComponents(cutCells(name, buffer))
  })
}

function cutCells(name: string, bytes: Buffer): CatalogueCells {
  const start = bytes
    .toString('latin1', 0, 65536)
    .replace(/^(ï»¿|ÿþ|þÿ\0)/, '')
    .trimStart()
  if (start.startsWith('<')) return xmlCells(name, bytes)
  if (start.startsWith('#')) return fixedWidthCells(name, bytes)
  if (/\.(xml|vot|votable)$/i.test(name)) return xmlCells(name, bytes)
  const isCommaSeparated = /\.csv$/i.test(name) || /^[^\n]*,/.test(start)
  return isCommaSeparated ? csvCells(name, bytes) : fixedWidthCells(name, bytes)
}

function xmlCells(name: string, bytes: Buffer): CatalogueCells {
  const table = readVoTable(name, bytes)
  if (!table.ok) throw new Refusal(table.fault)
  return votableCells(name, table.value)
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte <= 0x20)
}
