import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconCircleDashed,
  IconClock,
  IconLoader2,
  IconTrash,
  type IconProps,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import classes from './statusBadge.module.css'

interface Look {
  readonly icon: ComponentType<IconProps>
  readonly tone: 'quiet' | 'good' | 'waiting' | 'active' | 'bad'
}

const looks: Readonly<Record<string, Look>> = {
  Initialised: { icon: IconCircleDashed, tone: 'quiet' },
  Queued: { icon: IconClock, tone: 'waiting' },
  Running: { icon: IconLoader2, tone: 'active' },
  Completed: { icon: IconCheck, tone: 'good' },
  Error: { icon: IconAlertTriangle, tone: 'bad' },
  Cancelled: { icon: IconBan, tone: 'quiet' },
  Restoring: { icon: IconArrowBackUp, tone: 'active' },
  'In trash': { icon: IconTrash, tone: 'quiet' },
  Deleting: { icon: IconTrash, tone: 'bad' },
  Deleted: { icon: IconTrash, tone: 'quiet' },
}

/** A state, as icon, word and colour together. */
export function StatusBadge({ words }: { readonly words: string }) {
  const { icon: Icon, tone } = looks[words] ?? { icon: IconCircleDashed, tone: 'quiet' as const }
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon size={14} aria-hidden="true" className={tone === 'active' ? classes.turning : undefined} />
      {words}
    </span>
  )
}
