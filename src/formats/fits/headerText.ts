import { blockBytes } from './header.ts'

/** Keyword, value (null for a card of commentary, whose text is the third) and comment. */
export type CardToWrite = readonly [keyword: string, value: string | number | boolean | null, comment?: string]

const cardLength = 80
/** Characters of a string, its quotes apart, that fit one card. */
const stringLength = 68
const commentaryLength = 72

/** A whole header with END and padding, in the fixed format of FITS 4.0, section 4.2. Cards that FITS does not allow are a RangeError. */
export function formatHeader(cards: readonly CardToWrite[]): Uint8Array {
  const lines = [...cards.flatMap(formatCard), 'END'.padEnd(cardLength)]
  const text = lines.join('')
  return Buffer.from(text.padEnd(Math.ceil(text.length / blockBytes) * blockBytes), 'latin1')
}

function formatCard([keyword, value, comment = '']: CardToWrite): string[] {
  if (!/^[A-Z0-9_-]{0,8}$/.test(keyword)) throw new RangeError(`${JSON.stringify(keyword)} is no FITS keyword`)
  if (!/^[ -~]*$/.test(`${value}${comment}`)) throw new RangeError(`the card ${keyword} has characters outside ASCII`)
  if (value === null) return commentaryCards(keyword, comment)
  if (typeof value === 'string') return stringCards(keyword, value, comment)
  const text = typeof value === 'boolean' ? (value ? 'T' : 'F') : formatNumber(keyword, value)
  return [withComment(`${keyword.padEnd(8)}= ${text.padStart(20)}`, comment)]
}

/** Adds what fits of the comment: a card is never longer than 80 characters. */
function withComment(card: string, comment: string): string {
  return (comment === '' ? card : `${card} / ${comment}`).slice(0, cardLength).padEnd(cardLength)
}

function commentaryCards(keyword: string, text: string): string[] {
  const lines = text.match(/.{1,72}/g) ?? ['']
  return lines.map((line) => keyword.padEnd(8) + line.padEnd(commentaryLength))
}

/** The shortest text that reads back as the same double. */
function formatNumber(keyword: string, value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`the card ${keyword} has the value ${value}, which FITS cannot hold`)
  if (Object.is(value, -0)) return '-0.0'
  const [mantissa = '', exponent] = String(value).toUpperCase().split('E')
  if (exponent === undefined) return mantissa
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent}`
}

/** One card, or more by the CONTINUE convention (FITS 4.0, section 4.2.1.2). */
function stringCards(keyword: string, value: string, comment: string): string[] {
  const quoted = value.replaceAll("'", "''")
  if (quoted.length <= stringLength) return [withComment(`${keyword.padEnd(8)}= ${`'${quoted.padEnd(8)}'`.padEnd(20)}`, comment)]
  const parts = splitQuoted(quoted)
  return parts.map((part, index) => {
    const isLast = index === parts.length - 1
    const head = index === 0 ? `${keyword.padEnd(8)}= ` : 'CONTINUE  '
    return withComment(`${head}'${part}${isLast ? '' : '&'}'`, isLast ? comment : '')
  })
}

/** Cuts between characters, never between the two quotes that stand for one. */
function splitQuoted(quoted: string): string[] {
  const parts: string[] = []
  for (let at = 0; at < quoted.length;) {
    const whole = quoted.slice(at, at + stringLength - 1)
    const quotesAtEnd = whole.length - whole.replace(/'+$/, '').length
    const part = quotesAtEnd % 2 === 0 ? whole : whole.slice(0, -1)
    parts.push(part)
    at += part.length
  }
  return parts
}
