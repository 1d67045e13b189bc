import { sourceColumnNames } from '../../../../app/contract/sourceColumns.ts'

const keywords = ['and', 'or', 'not', 'between', 'in', 'is known', 'is unknown', 'contains', 'cone(', 'tagged', 'favourite']
const words: readonly string[] = [...sourceColumnNames, ...keywords]

const most = 8

export interface Completion {
  /** What may be meant, the likeliest first. */
  readonly offers: readonly string[]
  /** Where the word begins that is being written. */
  readonly from: number
}

/** What the word before the caret may become; nothing inside a text in quotation marks. */
export function completionAt(text: string, caret: number): Completion {
  const before = text.slice(0, caret)
  const [written = ''] = /[A-Za-z_]\w*$/.exec(before) ?? []
  const isQuoted = (before.match(/'/g)?.length ?? 0) % 2 === 1
  if (written === '' || isQuoted) return { offers: [], from: caret }
  const wanted = written.toLowerCase()
  const begin = words.filter((word) => word.startsWith(wanted))
  const within = wanted.length > 1 ? words.filter((word) => !word.startsWith(wanted) && word.includes(wanted)) : []
  const offers = [...begin, ...within].slice(0, most)
  return { offers: offers.length === 1 && offers[0] === wanted ? [] : offers, from: caret - written.length }
}

/** The text with the word completed, and where the caret goes. */
export function complete(
  text: string,
  caret: number,
  { from }: Completion,
  offer: string,
): { readonly text: string; readonly caret: number } {
  const after = text.slice(caret)
  const space = offer.endsWith('(') || after.startsWith(' ') ? '' : ' '
  return { text: `${text.slice(0, from)}${offer}${space}${after}`, caret: from + offer.length + space.length }
}
