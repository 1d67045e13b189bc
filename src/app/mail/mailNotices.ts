import { noticesToMail, putBackForMail, takeForMail, type NoticeToMail } from '../../store/catalogue/notices.ts'
import type { Halley } from '../halley.ts'
import type { MailSettings } from './mailSettings.ts'
import { noticeMail } from './noticeMail.ts'

/** Older notices are for the inbox alone: nobody gets the mails of a year because mail was set up today. */
const mostOldMs = 3 * 86_400_000

export interface MailRound {
  readonly sent: number
  /** Why a mail was not sent; it is tried again. */
  readonly problems: readonly string[]
}

type Of = Pick<Halley, 'store' | 'now'>

/** Those of the notices that no other process has taken meanwhile. */
async function take({ store, now }: Of, notices: readonly NoticeToMail[]): Promise<readonly NoticeToMail[]> {
  const taken: NoticeToMail[] = []
  for (const notice of notices) if (await takeForMail(store.catalogue, notice.id, now().toISOString())) taken.push(notice)
  return taken
}

/**
 * Mails what users were told and have not read for a while: each notice at most once, one mail a user. A notice is taken
 * before it is sent, so that several processes may do this at once; one that could not be sent is put back.
 *
 * @param graceMs how long users have to read it on the site first
 */
export async function mailNotices(of: Of, settings: MailSettings, graceMs: number): Promise<MailRound> {
  const { catalogue } = of.store
  const nowMs = of.now().getTime()
  const times = { from: new Date(nowMs - mostOldMs).toISOString(), to: new Date(nowMs - graceMs).toISOString() }
  const waiting = Map.groupBy(await noticesToMail(catalogue, times), ({ userId }) => userId)
  const problems: string[] = []
  let sent = 0
  if (waiting.size === 0) return { sent, problems }
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({ url: settings.smtpUrl, connectionTimeout: 10_000, socketTimeout: 20_000 })
  for (const notices of waiting.values()) {
    const [first, ...others] = await take(of, notices)
    if (!first) continue
    try {
      await transport.sendMail({ from: settings.from, ...noticeMail([first, ...others], settings.siteUrl) })
      sent += 1
    } catch (error) {
      await putBackForMail(
        catalogue,
        [first, ...others].map(({ id }) => id),
      )
      problems.push(`mail to ${first.userName}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  transport.close()
  return { sent, problems }
}
