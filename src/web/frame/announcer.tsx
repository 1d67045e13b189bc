import { useCallback, useState } from 'react'
import type { LiveEvent } from '../../app/contract/live.ts'
import { useConnection, useLiveEvents } from '../api/live/useLive.ts'
import { useDatabaseAway } from '../api/useDatabaseAway.ts'
import classes from './frame.module.css'
import { titleOfWork } from './tray/workWords.ts'

/** Says aloud what a page shows quietly: work that ended, notices, a server that is away. */
export function Announcer() {
  const [said, setSaid] = useState('')
  const connection = useConnection()
  const isDatabaseAway = useDatabaseAway()
  const listen = useCallback((event: LiveEvent) => {
    if (event.name === 'operation' && event.data.endedAt !== null) setSaid(`${titleOfWork(event.data)}: ${event.data.words}`)
    if (event.name === 'notice' && event.data.newest) setSaid(event.data.newest.words)
  }, [])
  useLiveEvents(listen)
  return (
    <div role="status" aria-live="polite" className={classes.hidden}>
      {isDatabaseAway
        ? 'The database is away. It is tried again.'
        : connection === 'away'
          ? 'The server does not answer. It is tried again.'
          : said}
    </div>
  )
}
