import {
  IconActivity,
  IconChartDots,
  IconFolder,
  IconHome,
  IconInbox,
  IconPlayerPlay,
  IconSettings,
  IconSparkles,
  IconStar,
  IconStars,
  IconTrash,
  IconWorld,
  type IconProps,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'

export interface Place {
  readonly words: string
  readonly to: string
  readonly icon: ComponentType<IconProps>
  /** The key that leads there after `g`. */
  readonly key: string
  readonly isFor?: 'administrators'
}

/** Where the work is. */
export const mainPlaces: readonly Place[] = [
  { words: 'Home', to: '/', icon: IconHome, key: 'h' },
  { words: 'Projects', to: '/projects', icon: IconFolder, key: 'p' },
  { words: 'Runs', to: '/runs', icon: IconPlayerPlay, key: 'r' },
  { words: 'Sources', to: '/sources', icon: IconSparkles, key: 'o' },
  { words: 'Favourites', to: '/favourites', icon: IconStar, key: 'f' },
  { words: 'Samples', to: '/samples', icon: IconStars, key: 's' },
  { words: 'Analyses', to: '/analyses', icon: IconChartDots, key: 'a' },
  { words: 'Sky', to: '/sky', icon: IconWorld, key: 'y' },
]

/** What looks after it. */
export const otherPlaces: readonly Place[] = [
  { words: 'Trash', to: '/trash', icon: IconTrash, key: 't' },
  { words: 'Activity', to: '/activity', icon: IconActivity, key: 'v' },
  { words: 'Inbox', to: '/inbox', icon: IconInbox, key: 'i' },
  { words: 'Administration', to: '/admin', icon: IconSettings, key: 'd', isFor: 'administrators' },
]
