import { notifications } from '@mantine/notifications'
import { ApiFault } from '../api/apiFault.ts'
import { refusedWords, type ActName } from '../words/destruction.ts'

/** Says at the top right why something was not done, and what to do; it stays until it is closed. */
export function tellRefused(act: ActName, error: unknown): void {
  if (!(error instanceof ApiFault)) throw error
  const { title, why, next } = refusedWords(act, error)
  notifications.show({ color: 'yellow', withBorder: true, autoClose: false, title, message: `${why} ${next}`.trim() })
}
