import { failure, makeFault, success, type Result } from '../../fault/fault.ts'

/** How notices go out by mail. */
export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps:`. */
  readonly smtpUrl: string
  readonly from: string
  /** Where users reach the site, for links; null: mails have none. */
  readonly siteUrl: string | null
}

function wrong(name: string, expected: string): ReturnType<typeof failure> {
  return failure(
    makeFault('mail.settings', `${name}: expected ${expected}, found another.`, {
      hint: `Correct it, or unset HALLEY_SMTP_URL: then nothing is mailed.`,
    }),
  )
}

/**
 * Mail as the environment sets it: HALLEY_SMTP_URL, HALLEY_MAIL_FROM and HALLEY_URL; null where nothing is to be mailed.
 *
 * @returns `mail.settings` for addresses that are none
 */
export function mailSettings(environment: NodeJS.ProcessEnv): Result<MailSettings | null> {
  const { HALLEY_SMTP_URL: smtpUrl, HALLEY_MAIL_FROM: from, HALLEY_URL: siteUrl } = environment
  if (!smtpUrl) return success(null)
  if (!/^smtps?:$/.test(URL.parse(smtpUrl)?.protocol ?? ''))
    return wrong('HALLEY_SMTP_URL', 'an address such as smtp://mail.example.org:587')
  if (!from || !from.includes('@')) return wrong('HALLEY_MAIL_FROM', 'an address such as halley@example.org')
  if (siteUrl && !/^https?:$/.test(URL.parse(siteUrl)?.protocol ?? ''))
    return wrong('HALLEY_URL', 'an address such as https://halley.example.org')
  return success({ smtpUrl, from, siteUrl: siteUrl || null })
}
