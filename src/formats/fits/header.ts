import { refuse } from '../../fault/fault.ts'
import type { ByteSource } from '../byteSource.ts'
import { joinContinued, parseCard } from './card.ts'
import type { HeaderCard } from './card.ts'
import { readExactly } from './readExactly.ts'

export const blockBytes = 2880
const cardBytes = 80
/** Blocks fetched at a time: most headers arrive in one read. */
const blocksPerRead = 8
/** 36 MB, 450,000 cards: above any real header, so that a file of garbage is not read to its end. */
const maxHeaderBlocks = 12_500
const keywordPattern = /^[ -~]{8}$/

/**
 * The cards of one HDU, in their order. Where a keyword occurs twice the first counts.
 *
 * The typed getters give `undefined` where the keyword is absent or has no value, and throw a `Refusal`
 * (`fits.keyword`) that says what was found where its type is wrong.
 */
export class FitsHeader {
  /** What messages call the file. */
  readonly name: string
  readonly cards: readonly HeaderCard[]
  readonly #byKeyword = new Map<string, HeaderCard>()

  constructor(name: string, cards: readonly HeaderCard[]) {
    this.name = name
    this.cards = cards
    for (const card of cards) {
      if (!card.isCommentary && !this.#byKeyword.has(card.keyword)) this.#byKeyword.set(card.keyword, card)
    }
  }

  card(keyword: string): HeaderCard | undefined {
    return this.#byKeyword.get(keyword)
  }

  has(keyword: string): boolean {
    const card = this.card(keyword)
    return card !== undefined && (card.value !== null || card.raw !== '')
  }

  /** A finite number. */
  number(keyword: string): number | undefined {
    const value = this.#value(keyword)
    if (value === undefined || typeof value === 'number') return value
    return this.refuseValue(keyword, 'a number')
  }

  /** A whole number; `2.0` counts as one. */
  integer(keyword: string): number | undefined {
    const value = this.number(keyword)
    if (value === undefined || Number.isSafeInteger(value)) return value
    return this.refuseValue(keyword, 'an integer')
  }

  /** Text without the blanks at its end. */
  string(keyword: string): string | undefined {
    const value = this.#value(keyword)
    if (value === undefined || typeof value === 'string') return value
    return this.refuseValue(keyword, 'a string in quotes')
  }

  boolean(keyword: string): boolean | undefined {
    const value = this.#value(keyword)
    if (value === undefined || typeof value === 'boolean') return value
    return this.refuseValue(keyword, 'T or F')
  }

  /** {@link integer} of a keyword that FITS demands. */
  requireInteger(keyword: string): number {
    return this.integer(keyword) ?? this.refuseMissing(keyword, 'an integer')
  }

  /** The texts of the commentary cards of one kind, such as HISTORY. */
  commentary(keyword: string): string[] {
    return this.cards.filter((card) => card.isCommentary && card.keyword === keyword).map((card) => String(card.value))
  }

  refuseValue(keyword: string, expected: string): never {
    const found = this.card(keyword)?.raw ?? ''
    refuse('fits.keyword', `${this.name}: ${keyword} should be ${expected}, found ${found === '' ? 'no value' : found}`, {
      hint: `Correct the card ${keyword} in the FITS header.`,
      data: { file: this.name, keyword, expected, found },
    })
  }

  refuseMissing(keyword: string, expected: string): never {
    refuse('fits.keyword', `${this.name}: ${keyword} is missing from the header, expected ${expected}`, {
      hint: `Add the card ${keyword} to the FITS header.`,
      data: { file: this.name, keyword, expected, found: null },
    })
  }

  #value(keyword: string) {
    const card = this.card(keyword)
    if (card === undefined || (card.value === null && card.raw === '')) return undefined
    return card.value
  }
}

/** A header and the byte where its data starts. */
export interface LocatedHeader {
  readonly header: FitsHeader
  readonly dataOffset: number
}

/**
 * Reads the header that starts at byte `offset`. A header without END, or one that the file's end cuts, is refused as
 * `fits.header.end`; bytes that cannot be a card as `fits.header.card`: both name the byte.
 */
export async function readHeader(source: ByteSource, offset: number): Promise<LocatedHeader> {
  const cards: HeaderCard[] = []
  for (let block = 0; block < maxHeaderBlocks; block += blocksPerRead) {
    const start = offset + block * blockBytes
    const bytes = Math.min(blocksPerRead * blockBytes, Math.floor((source.byteLength - start) / cardBytes) * cardBytes)
    if (bytes <= 0) return refuseNoEnd(source.name, offset, source.byteLength)
    const endIndex = appendCards(await readExactly(source, start, bytes), cards, source.name, start)
    if (endIndex >= 0) {
      const blocks = block + Math.floor((endIndex * cardBytes) / blockBytes) + 1
      return { header: new FitsHeader(source.name, joinContinued(cards)), dataOffset: offset + blocks * blockBytes }
    }
  }
  return refuseNoEnd(source.name, offset, offset + maxHeaderBlocks * blockBytes)
}

/** Adds the cards in `bytes` up to END; gives the index of the END card, or -1. */
function appendCards(bytes: Uint8Array, cards: HeaderCard[], name: string, offset: number): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const count = bytes.byteLength / cardBytes
  for (let index = 0; index < count; index++) {
    const card = text.slice(index * cardBytes, (index + 1) * cardBytes)
    if (card.startsWith('END     ')) return index
    if (!keywordPattern.test(card.slice(0, 8))) refuseCard(name, offset + index * cardBytes)
    cards.push(parseCard(card))
  }
  return -1
}

function refuseCard(name: string, byte: number): never {
  refuse('fits.header.card', `${name}: expected a header card at byte ${byte}, found bytes that are not text`, {
    hint: 'The header is damaged: copy or download the file again.',
    data: { file: name, byte },
  })
}

function refuseNoEnd(name: string, offset: number, byte: number): never {
  refuse('fits.header.end', `${name}: the header that starts at byte ${offset} has no END card up to byte ${byte}`, {
    hint: 'The file is incomplete or damaged: copy or download it again.',
    data: { file: name, headerByte: offset, byte },
  })
}
