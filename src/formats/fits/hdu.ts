import { refuse } from '../../fault/fault.ts'
import type { ByteSource } from '../byteSource.ts'
import { blockBytes, readHeader } from './header.ts'
import type { FitsHeader } from './header.ts'

/** One header-and-data unit, known by its header alone. */
export interface Hdu {
  /** 0 for the primary. */
  readonly index: number
  /** `PRIMARY`, or the value of XTENSION. */
  readonly type: string
  readonly header: FitsHeader
  readonly dataOffset: number
  /** Length of the data without its padding. */
  readonly dataBytes: number
  /** NAXIS1, NAXIS2, ... */
  readonly axes: readonly number[]
}

const bitpixValues = [8, 16, 32, 64, -32, -64]
/** FITS 4.0, section 4.4.1. */
const maxAxes = 999
/** More than any file has: the walk over a file of garbage ends. */
const maxHdus = 10_000

/** Walks the HDUs by their headers alone, in the order of the file. Damage is thrown as a `Refusal`. */
export async function* walkHdus(source: ByteSource): AsyncGenerator<Hdu, void, undefined> {
  await checkMagic(source)
  let offset = 0
  for (let index = 0; index < maxHdus && offset < source.byteLength; index++) {
    if (index > 0 && !(await startsExtension(source, offset))) return
    const hdu = await readHdu(source, index, offset)
    yield hdu
    offset = hdu.dataOffset + Math.ceil(hdu.dataBytes / blockBytes) * blockBytes
  }
}

async function checkMagic(source: ByteSource): Promise<void> {
  if (source.byteLength === 0) {
    refuse('fits.empty', `${source.name}: expected a FITS file, found an empty one`, {
      hint: 'Copy or download the file again.',
      data: { file: source.name },
    })
  }
  const head = await source.read(0, 10)
  if (Buffer.from(head).toString('latin1').startsWith('SIMPLE  =')) return
  const isGzip = head[0] === 0x1f && head[1] === 0x8b
  refuse('fits.magic', `${source.name}: expected a FITS file that starts with SIMPLE, found ${isGzip ? 'gzip data' : quote(head)}`, {
    hint: isGzip ? 'Name it .fits.gz, or decompress it first.' : 'Give the path of a FITS image.',
    data: { file: source.name },
  })
}

function quote(bytes: Uint8Array): string {
  return JSON.stringify(Buffer.from(bytes).toString('latin1'))
}

/** What follows the last HDU without being one (special records, zero padding) ends the walk. */
async function startsExtension(source: ByteSource, offset: number): Promise<boolean> {
  const head = await source.read(offset, 9)
  return Buffer.from(head).toString('latin1') === 'XTENSION='
}

async function readHdu(source: ByteSource, index: number, offset: number): Promise<Hdu> {
  const { header, dataOffset } = await readHeader(source, offset)
  if (index === 0 && header.boolean('SIMPLE') !== true) header.refuseValue('SIMPLE', 'T, for a file that conforms to FITS')
  const type = index === 0 ? 'PRIMARY' : (header.string('XTENSION') ?? '')
  const axes = readAxes(header, '')
  return { index, type, header, dataOffset, dataBytes: countDataBytes(header, axes), axes }
}

/** Bits per pixel, one of the six that FITS knows. `prefix` is Z for the image inside a compressed one. */
export function readBitpix(header: FitsHeader, prefix: '' | 'Z'): number {
  const keyword = `${prefix}BITPIX`
  const bitpix = header.requireInteger(keyword)
  if (!bitpixValues.includes(bitpix)) header.refuseValue(keyword, `one of ${bitpixValues.join(', ')}`)
  return bitpix
}

/** NAXIS1, NAXIS2, ..., each 0 or more. `prefix` is Z for the image inside a compressed one. */
export function readAxes(header: FitsHeader, prefix: '' | 'Z'): number[] {
  const keyword = `${prefix}NAXIS`
  const count = header.requireInteger(keyword)
  if (count < 0 || count > maxAxes) header.refuseValue(keyword, `0 to ${maxAxes}`)
  const axes: number[] = []
  for (let axis = 1; axis <= count; axis++) {
    const length = header.requireInteger(`${keyword}${axis}`)
    if (length < 0) header.refuseValue(`${keyword}${axis}`, '0 or more')
    axes.push(length)
  }
  return axes
}

/** |BITPIX| / 8 x GCOUNT x (PCOUNT + NAXIS1 x NAXIS2 x ...), FITS 4.0, equations 1 and 2. */
function countDataBytes(header: FitsHeader, axes: readonly number[]): number {
  if (axes.length === 0) return 0
  const isGroups = axes[0] === 0 && header.boolean('GROUPS') === true
  const pixels = (isGroups ? axes.slice(1) : axes).reduce((product, length) => product * length, 1)
  const hasGroups = isGroups || header.has('XTENSION')
  const parameters = hasGroups ? (header.integer('PCOUNT') ?? 0) : 0
  const groups = hasGroups ? (header.integer('GCOUNT') ?? 1) : 1
  if (parameters < 0) header.refuseValue('PCOUNT', '0 or more')
  if (groups < 0) header.refuseValue('GCOUNT', '0 or more')
  const bytes = (Math.abs(readBitpix(header, '')) / 8) * groups * (parameters + pixels)
  if (Number.isSafeInteger(bytes)) return bytes
  return refuse('fits.size', `${header.name}: the axes ${axes.join(' x ')} make more than 2^53 bytes`, {
    hint: 'The NAXIS cards of the header are damaged: copy or download the file again.',
    data: { file: header.name, axes },
  })
}
