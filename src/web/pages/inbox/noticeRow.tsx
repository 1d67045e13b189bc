import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock, IconInfoCircle, type IconProps } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { NoticeView } from '../../../app/contract/notice.ts'
import { useCall } from '../../api/useApi.ts'
import { tellFault } from '../../parts/notify.tsx'
import { PlacedLink } from '../../parts/placedLink.tsx'
import { When } from '../../parts/when.tsx'
import classes from './inbox.module.css'

interface Look {
  readonly icon: ComponentType<IconProps>
  readonly words: string
  readonly colour: string
}

const looks: Readonly<Record<string, Look>> = {
  completed: { icon: IconCheck, words: 'Done', colour: 'var(--success)' },
  failed: { icon: IconAlertTriangle, words: 'Error', colour: 'var(--danger)' },
  purgeSoon: { icon: IconClock, words: 'Deleted soon', colour: 'var(--waiting)' },
}

const other: Look = { icon: IconInfoCircle, words: 'Changed', colour: 'var(--accent)' }

/** Commands are for terminals: what a notice says after its last sentence for them is left out. */
function wordsOnSite(words: string): string {
  return words.replace(/ To keep it: \.\/halley .*$/, ' To keep it, restore it from Trash.')
}

interface NoticeWordsProps {
  readonly words: string
  readonly subject: NoticeView['subject']
  readonly onFollow: () => void
}

/** What a notice says; the name of what it is about leads there. */
function NoticeWords({ words, subject, onFollow }: NoticeWordsProps) {
  if (!subject) return words
  const named = `${subject.kind} ${subject.name}`
  const at = words.toLowerCase().indexOf(named.toLowerCase())
  const nameAt = at + named.length - subject.name.length
  const [before, after] = at < 0 ? [`${words} `, ''] : [words.slice(0, nameAt), words.slice(at + named.length)]
  return (
    <>
      {before}
      <span onClickCapture={onFollow}>
        <PlacedLink item={subject} />
      </span>
      {after}
    </>
  )
}

/** One notice: what it says, where it leads, whether it was read. */
export function NoticeRow({ notice: { id, kind, words, subject, atUtc, isRead } }: { readonly notice: NoticeView }) {
  const mark = useCall('markNotices')
  const set = (read: boolean) => mark.mutate({ body: { ids: [id], isRead: read } }, { onError: tellFault })
  const { icon: Icon, words: label, colour } = looks[kind] ?? other
  return (
    <li className={classes.row} data-unread={!isRead || undefined}>
      <span className={classes.kind} style={{ color: colour }}>
        <Icon size={16} aria-hidden="true" />
        {label}
      </span>
      <div className={classes.words}>
        {!isRead && <span className={classes.unread}>Unread</span>}
        <NoticeWords words={wordsOnSite(words)} subject={subject} onFollow={() => !isRead && set(true)} />
      </div>
      <span className={classes.when}>
        <When iso={atUtc} />
      </span>
      <Button variant="subtle" size="compact-xs" onClick={() => set(!isRead)}>
        {isRead ? 'Mark as unread' : 'Mark as read'}
      </Button>
    </li>
  )
}
