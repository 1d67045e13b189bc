import type { HeaderCard } from '../card.ts'
import { FitsHeader } from '../header.ts'

/** Cards of the table itself, and of its compression: the image that was compressed had none of them. */
const tablePattern =
  /^(XTENSION|BITPIX|NAXIS\d*|PCOUNT|GCOUNT|TFIELDS|THEAP|CHECKSUM|DATASUM|TTYPE\d+|TFORM\d+|TUNIT\d+|TNULL\d+|TSCAL\d+|TZERO\d+|TDISP\d+|TDIM\d+|ZIMAGE|ZCMPTYPE|ZTILE\d+|ZNAME\d+|ZVAL\d+|ZQUANTIZ|ZDITHER0|ZSCALE|ZZERO|ZBLANK|ZMASKCMP)$/

/** Cards that keep the original ones under another name (FITS 4.0, section 10.1.2). */
const originalKeywords: ReadonlyMap<string, string> = new Map([
  ['ZBITPIX', 'BITPIX'],
  ['ZNAXIS', 'NAXIS'],
  ['ZSIMPLE', 'SIMPLE'],
  ['ZTENSION', 'XTENSION'],
  ['ZEXTEND', 'EXTEND'],
  ['ZBLOCKED', 'BLOCKED'],
  ['ZPCOUNT', 'PCOUNT'],
  ['ZGCOUNT', 'GCOUNT'],
  ['ZHECKSUM', 'CHECKSUM'],
  ['ZDATASUM', 'DATASUM'],
])

/** The header that the image had before it was compressed: the Z keywords under their original names, without the table's. */
export function originalHeader(table: FitsHeader): FitsHeader {
  const cards = table.cards.filter((card) => card.isCommentary || !tablePattern.test(card.keyword)).map(renameCard)
  return new FitsHeader(table.name, cards)
}

function renameCard(card: HeaderCard): HeaderCard {
  if (card.isCommentary) return card
  const axis = /^ZNAXIS(\d+)$/.exec(card.keyword)
  const keyword = axis === null ? originalKeywords.get(card.keyword) : `NAXIS${axis[1]}`
  return keyword === undefined ? card : { ...card, keyword }
}
