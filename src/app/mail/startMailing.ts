import { settle } from '../../fault/fault.ts'
import type { Halley } from '../halley.ts'
import type { Tell } from '../logging/tell.ts'
import { mailNotices } from './mailNotices.ts'
import { mailSettings, type MailSettings } from './mailSettings.ts'

const everyMs = 30_000

/** How long users have to read a notice on the site before it is mailed. */
const graceMs = 60_000

/** How long nothing is tried after a mail was not sent, at most. */
const mostPauseMs = 3_600_000

async function round(halley: Halley, settings: MailSettings, tell: Tell): Promise<boolean> {
  const done = await settle(() => mailNotices(halley, settings, graceMs))
  const problems = done.ok ? done.value.problems : [done.fault.message]
  for (const problem of problems) tell(`mail: ${problem}`)
  return problems.length === 0
}

/**
 * Mails notices in the background, where the environment says how; what could not be sent is tried again, after longer
 * and longer pauses.
 *
 * @returns what ends it
 */
export function startMailing(halley: Halley, environment: NodeJS.ProcessEnv, tell: Tell): () => Promise<void> {
  const settings = mailSettings(environment)
  if (!settings.ok) tell(`mail: ${settings.fault.message} ${settings.fault.hint}`)
  if (!settings.ok || settings.value === null) return async () => {}
  const { value } = settings
  let pauseMs = everyMs
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let isStopped = false
  const next = () => {
    timer = setTimeout(() => {
      running = round(halley, value, tell).then((isGood) => {
        pauseMs = isGood ? everyMs : Math.min(2 * pauseMs, mostPauseMs)
        if (!isStopped) next()
      })
    }, pauseMs)
  }
  next()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await running
  }
}
