import { refuse, type Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { findSetting, forgetSetting, keepSetting } from '../../store/catalogue/settings.ts'
import type { Halley } from '../halley.ts'
import { asAdministrator } from '../people/asAdministrator.ts'

const setting = 'announcement'
const mostCharacters = 500

/** What administrators tell everybody; empty where there is nothing. */
export async function showAnnouncement({ store }: Pick<Halley, 'store'>): Promise<string> {
  return (await findSetting(store.catalogue, setting)) ?? ''
}

/**
 * Tells everybody something on every page, such as when the server is down; an empty text takes it away.
 *
 * @returns `announcement.long`, `right.denied`
 */
export function announce(halley: Halley, words: string): Promise<Result<string>> {
  const text = words.trim()
  return asAdministrator(halley, 'Announce something', async ({ transaction, byUserId, at }) => {
    if (text.length > mostCharacters) {
      refuse('announcement.long', `Announcement: expected at most ${mostCharacters} characters, found ${text.length}.`, {
        hint: 'Say where to read more.',
      })
    }
    const from = (await findSetting(transaction, setting)) ?? ''
    if (text === '') await forgetSetting(transaction, setting)
    else await keepSetting(transaction, setting, text)
    const event = { at, actorId: byUserId, action: 'settingChanged', subjectKind: 'settings', subjectId: setting }
    await recordAudit(transaction, { ...event, details: { setting, from: from || 'nothing', to: text || 'nothing' } })
    return text
  })
}
