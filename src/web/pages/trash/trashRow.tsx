import { ActionIcon, Checkbox, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import type { TrashItem } from '../../../app/contract/trash.ts'
import { CutText } from '../../parts/cutText.tsx'
import { formatBytes, formatUtc } from '../../parts/format.ts'
import { When } from '../../parts/when.tsx'
import { daysWords, partWords, sweptWords, thing, usedByWords } from '../../words/destruction.ts'
import { DeletingCell } from './deletingCell.tsx'
import classes from './trashTable.module.css'

/** From here on the colour says it too. */
const soonDays = 3

interface TrashRowProps {
  readonly item: TrashItem
  readonly isSelected: boolean
  readonly isOpen: boolean
  /** Whether it is of several owners, and says whose it is. */
  readonly showsOwner: boolean
  readonly onToggle: () => void
  readonly onOpen: () => void
  readonly onKey: (event: KeyboardEvent<HTMLElement>) => void
}

function Days({ daysLeft, purgeDueUtc }: TrashItem) {
  const words = daysWords(daysLeft)
  if (daysLeft === null || purgeDueUtc === null) return words
  return (
    <Tooltip label={formatUtc(purgeDueUtc)}>
      {daysLeft < soonDays ? (
        <span className={classes.soon}>
          <IconAlertTriangle size={14} aria-hidden="true" />
          {words}
        </span>
      ) : (
        <span>{words}</span>
      )}
    </Tooltip>
  )
}

function Why({ item }: { readonly item: TrashItem }) {
  const { deleting, keptBecause, usedBy } = item
  if (deleting) return <DeletingCell item={item} deleting={deleting} />
  const words = [...keptBecause, ...(usedBy.length > 0 ? [usedByWords(usedBy)] : [])]
  return words.join('; ')
}

/** One thing in Trash: what, from where, by whom, how long still, its size, and why it is kept. */
export function TrashRow({ item, isSelected, isOpen, showsOwner, onToggle, onOpen, onKey }: TrashRowProps) {
  const title = thing(item)
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <tr data-row tabIndex={-1} data-selected={isSelected || undefined} onKeyDown={onKey}>
      <td className={classes.narrow}>
        <Checkbox
          size="xs"
          mt={4}
          aria-label={`Select ${title}`}
          checked={isSelected}
          onChange={onToggle}
          disabled={item.deleting !== null}
        />
      </td>
      <td className={classes.narrow}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-expanded={isOpen}
          aria-label={`${isOpen ? 'Close' : 'Open'} ${title}`}
          onClick={onOpen}
        >
          <Chevron size={16} aria-hidden="true" />
        </ActionIcon>
      </td>
      <td className={classes.wide}>{item.kind}</td>
      <td className={classes.what}>
        {item.kind === 'versions' ? title : item.name}
        {item.contents.length > 0 && <span className="site-muted"> {sweptWords(item.contents)}</span>}
      </td>
      <td className={classes.wide}>
        <CutText text={item.projectName ?? ''} />
      </td>
      {showsOwner && <td className={classes.wide}>{item.owner}</td>}
      <td className={classes.wide}>
        {item.by}, <When iso={item.atUtc} />
      </td>
      <td>{item.deleting ? null : <Days {...item} />}</td>
      <td className={`${classes.number} ${classes.wide}`} title={partWords(item.bytes, item.freesBytes)}>
        {formatBytes(item.bytes)}
      </td>
      <td className={classes.why}>
        <Why item={item} />
      </td>
    </tr>
  )
}
