import type { NoticeToMail } from '../../store/catalogue/notices.ts'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

function sentence(words: string): string {
  const end = words.search(/[.:](\s|$)/)
  const first = end < 0 ? words : words.slice(0, end)
  return first.length > 90 ? `${first.slice(0, 89)}…` : first
}

/** One mail for all that a user is told at once. */
export function noticeMail(notices: readonly [NoticeToMail, ...NoticeToMail[]], siteUrl: string | null): Mail {
  const [first, ...others] = notices
  const subject = others.length === 0 ? sentence(first.words) : `${sentence(first.words)}, and ${others.length} more`
  const lines = notices.map(({ at, words }) => `- ${at.slice(0, 16).replace('T', ' ')} UTC: ${words}`)
  const link = siteUrl ? ['', `Your inbox: ${new URL('/inbox', siteUrl).href}`] : []
  const why = 'You get this mail because your account of Halley has this address. What you read on the site first is not mailed.'
  return {
    to: first.email,
    subject: `Halley: ${subject}`,
    text: [`Dear ${first.userName},`, '', ...lines, ...link, '', why, ''].join('\n'),
  }
}
