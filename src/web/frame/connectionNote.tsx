import { Tooltip } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useConnection } from '../api/live/useLive.ts'
import { useDatabaseAway } from '../api/useDatabaseAway.ts'
import classes from './frame.module.css'

/** A connection that comes back at once is not worth a word. */
const quietMs = 1_500

/** Says quietly that the server or its database is away; what is shown stays, and goes on when it is back. */
export function ConnectionNote() {
  const isDatabaseAway = useDatabaseAway()
  const isAway = useConnection() === 'away' || isDatabaseAway
  const [isSaid, setSaid] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSaid(isAway), isAway ? quietMs : 0)
    return () => clearTimeout(timer)
  }, [isAway])
  if (!isSaid || !isAway) return null
  return (
    <Tooltip label="What you see may be out of date. It goes on by itself when the server is back." multiline maw={280}>
      <span className={classes.away}>
        <IconPlugConnectedX size={16} aria-hidden="true" />
        {isDatabaseAway ? 'Database away, trying again' : 'Server away, trying again'}
      </span>
    </Tooltip>
  )
}
