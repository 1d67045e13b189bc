// FITS files taken apart into cards and data and put together again, without any code of the program.
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const cardBytes = 80
const blockBytes = 2880

export interface FitsParts {
  /** Without END, each of 80 characters. */
  readonly cards: readonly string[]
  readonly data: Buffer
}

export function readFits(path: string): FitsParts {
  const bytes = readFileSync(path)
  const cards: string[] = []
  for (let at = 0; ; at += cardBytes) {
    const card = bytes.toString('latin1', at, at + cardBytes)
    if (card.startsWith('END ')) return { cards, data: bytes.subarray(Math.ceil((at + cardBytes) / blockBytes) * blockBytes) }
    cards.push(card)
  }
}

export function keyOf(card: string): string {
  return card.slice(0, 8).trimEnd()
}

export function card(key: string, value: string | number | boolean): string {
  const text =
    typeof value === 'string' ? `'${value.padEnd(8)}'` : (value === true ? 'T' : value === false ? 'F' : String(value)).padStart(20)
  return `${key.padEnd(8)}= ${text}`.padEnd(cardBytes)
}

function padded(bytes: Buffer, fill: string): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((blockBytes - (bytes.length % blockBytes)) % blockBytes, fill)])
}

export function fitsBytes({ cards, data }: FitsParts): Buffer {
  return Buffer.concat([padded(Buffer.from(`${cards.join('')}${'END'.padEnd(cardBytes)}`, 'latin1'), ' '), padded(data, '\0')])
}

/** Writes a copy of a FITS file with other cards or other data. */
export function rewriteFits(from: string, to: string, change: (parts: FitsParts) => Partial<FitsParts>): string {
  const parts = readFits(from)
  writeFileSync(to, fitsBytes({ ...parts, ...change(parts) }))
  return to
}

export function valueOfCard(cards: readonly string[], key: string): number {
  return Number(
    cards
      .find((one) => keyOf(one) === key)
      ?.slice(10)
      .split('/')[0],
  )
}

/** Writes a copy of an image of 32-bit floats in tiles of one row each, compressed without loss by GZIP_1 (FITS 4.0, section 10). */
export function compressFits(from: string, to: string): string {
  const { cards, data } = readFits(from)
  const [width, height] = [valueOfCard(cards, 'NAXIS1'), valueOfCard(cards, 'NAXIS2')]
  const tiles = Array.from({ length: height }, (_, row) => gzipSync(data.subarray(row * width * 4, (row + 1) * width * 4)))
  const descriptors = Buffer.alloc(height * 8)
  let offset = 0
  for (const [row, tile] of tiles.entries()) {
    descriptors.writeInt32BE(tile.length, row * 8)
    descriptors.writeInt32BE(offset, row * 8 + 4)
    offset += tile.length
  }
  const zCards = cards.filter((one) => /^(BITPIX|NAXIS\d*)$/.test(keyOf(one))).map((one) => `${`Z${keyOf(one)}`.padEnd(8)}${one.slice(8)}`)
  const table = [
    card('XTENSION', 'BINTABLE'),
    card('BITPIX', 8),
    card('NAXIS', 2),
    card('NAXIS1', 8),
    card('NAXIS2', height),
    card('PCOUNT', offset),
    card('GCOUNT', 1),
    card('TFIELDS', 1),
    card('TTYPE1', 'COMPRESSED_DATA'),
    card('TFORM1', '1PB'),
    card('ZIMAGE', true),
    card('ZCMPTYPE', 'GZIP_1'),
    card('ZTILE1', width),
    card('ZTILE2', 1),
    card('ZTILE3', 1),
    card('ZTILE4', 1),
    card('ZQUANTIZ', 'NONE'),
    ...zCards,
    ...cards.filter((one) => !/^(SIMPLE|BITPIX|NAXIS\d*)$/.test(keyOf(one))),
  ]
  const primary = fitsBytes({
    cards: [card('SIMPLE', true), card('BITPIX', 8), card('NAXIS', 0), card('EXTEND', true)],
    data: Buffer.alloc(0),
  })
  writeFileSync(to, Buffer.concat([primary, fitsBytes({ cards: table, data: Buffer.concat([descriptors, ...tiles]) })]))
  return to
}
