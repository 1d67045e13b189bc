export type CardValue = string | number | boolean | null

/** One header card: `KEYWORD = value / comment`, or a commentary card (COMMENT, HISTORY, blank) whose text is the value. */
export interface HeaderCard {
  readonly keyword: string
  /** Null where the card has no value, or one that is not a FITS string, number or logical: {@link raw} has it. */
  readonly value: CardValue
  /** The value as it is written, quotes included; exact for integers beyond 2^53. */
  readonly raw: string
  readonly comment: string
  readonly isCommentary: boolean
}

const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)([EeDd][+-]?\d+)?$/
/** Keyword and text of ESO's HIERARCH convention. */
const hierarchPattern = /^HIERARCH +([^=]*?) *=(.*)$/

/**
 * Parses the 80 characters of a card by the free format of FITS 4.0, section 4.2, which includes the fixed format.
 * A value that breaks the grammar is kept as {@link HeaderCard.raw}, so that only those who ask for it have to refuse it.
 */
export function parseCard(text: string): HeaderCard {
  const keyword = text.slice(0, 8).trimEnd()
  const hierarch = keyword === 'HIERARCH' ? hierarchPattern.exec(text) : null
  if (hierarch !== null) return valueCard((hierarch[1] ?? '').toUpperCase(), hierarch[2] ?? '')
  if (keyword === 'CONTINUE') return valueCard(keyword, text.slice(8))
  const hasValue = text.slice(8, 10) === '= ' && keyword !== '' && keyword !== 'COMMENT' && keyword !== 'HISTORY'
  if (hasValue) return valueCard(keyword.toUpperCase(), text.slice(10))
  const remark = text.slice(8).trimEnd()
  return { keyword: keyword.toUpperCase(), value: remark, raw: remark, comment: '', isCommentary: true }
}

function valueCard(keyword: string, field: string): HeaderCard {
  const text = field.trimStart()
  return text.startsWith("'") ? stringCard(keyword, text) : plainCard(keyword, text)
}

function stringCard(keyword: string, text: string): HeaderCard {
  const end = closingQuote(text)
  if (end < 0) return { keyword, value: null, raw: text.trimEnd(), comment: '', isCommentary: false }
  const value = text.slice(1, end).replaceAll("''", "'").trimEnd()
  return { keyword, value, raw: text.slice(0, end + 1), comment: commentOf(text.slice(end + 1)), isCommentary: false }
}

/** Index of the quote that ends the string which starts at 0; two quotes in a row are a quote inside it. -1 without one. */
function closingQuote(text: string): number {
  let at = text.indexOf("'", 1)
  while (at >= 0 && text[at + 1] === "'") at = text.indexOf("'", at + 2)
  return at
}

function commentOf(rest: string): string {
  const slash = rest.indexOf('/')
  return slash < 0 ? '' : rest.slice(slash + 1).trim()
}

function plainCard(keyword: string, text: string): HeaderCard {
  const slash = text.indexOf('/')
  const raw = (slash < 0 ? text : text.slice(0, slash)).trim()
  return { keyword, value: plainValue(raw), raw, comment: slash < 0 ? '' : text.slice(slash + 1).trim(), isCommentary: false }
}

function plainValue(raw: string): CardValue {
  if (raw === 'T') return true
  if (raw === 'F') return false
  if (!numberPattern.test(raw)) return null
  const value = Number(raw.replace(/[Dd]/, 'E'))
  return Number.isFinite(value) ? value : null
}

/** Joins the strings that CONTINUE cards carry on (FITS 4.0, section 4.2.1.2) into the card that they belong to. */
export function joinContinued(cards: readonly HeaderCard[]): HeaderCard[] {
  const joined: HeaderCard[] = []
  for (const card of cards) {
    const last = joined.at(-1)
    if (card.keyword === 'CONTINUE' && last !== undefined && isOpen(last)) joined[joined.length - 1] = joinPair(last, card)
    else joined.push(card)
  }
  return joined
}

function isOpen(card: HeaderCard): boolean {
  return !card.isCommentary && typeof card.value === 'string' && card.value.endsWith('&')
}

function joinPair(open: HeaderCard, next: HeaderCard): HeaderCard {
  return {
    keyword: open.keyword,
    value: String(open.value).slice(0, -1) + String(next.value ?? ''),
    raw: open.raw + next.raw,
    comment: [open.comment, next.comment].filter((text) => text !== '').join(' '),
    isCommentary: false,
  }
}
