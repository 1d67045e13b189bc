import { Tooltip } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { TrashItem } from '../../../app/contract/trash.ts'
import { CutText } from '../../parts/cutText.tsx'
import { formatBytes, formatUtc } from '../../parts/format.ts'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { When } from '../../parts/when.tsx'
import { daysWords, partWords, sweptWords, thing, usedByWords } from '../../words/destruction.ts'
import { DeletingCell } from './deletingCell.tsx'
import classes from './trashTable.module.css'

/** From here on the colour says it too. */
const soonDays = 3

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

function whyWords({ keptBecause, usedBy }: TrashItem): string {
  return [...keptBecause, ...(usedBy.length > 0 ? [usedByWords(usedBy)] : [])].join('; ')
}

const name: TableColumn<TrashItem> = {
  id: 'name',
  header: 'Name',
  cell: (item) => (
    <div className={classes.what}>
      {item.kind === 'versions' ? thing(item) : item.name}
      {item.contents.length > 0 && <span className="site-muted"> {sweptWords(item.contents)}</span>}
    </div>
  ),
  file: [{ name: 'name', value: (item) => (item.kind === 'versions' ? thing(item) : item.name) }],
}

const owner: TableColumn<TrashItem> = { id: 'owner', header: 'Owner', isWide: true, cell: (item) => item.owner }

const others: readonly TableColumn<TrashItem>[] = [
  { id: 'kind', header: 'Kind', isWide: true, cell: ({ kind }) => kind },
  {
    id: 'project',
    header: 'From',
    isWide: true,
    cell: ({ projectName }) => <CutText text={projectName ?? ''} />,
    file: [{ name: 'project', value: ({ projectName }) => projectName }],
  },
]

const facts: readonly TableColumn<TrashItem>[] = [
  {
    id: 'by',
    header: 'Deleted by',
    isWide: true,
    cell: ({ by, atUtc }) => (
      <>
        {by}, <When iso={atUtc} />
      </>
    ),
    file: [
      { name: 'by', value: ({ by }) => by },
      { name: 'at', value: ({ atUtc }) => atUtc },
      { name: 'reason', value: ({ reason }) => reason },
    ],
  },
  {
    id: 'left',
    header: 'Left',
    cell: (item) => (item.deleting ? null : <Days {...item} />),
    file: [{ name: 'purge_due', value: ({ purgeDueUtc }) => purgeDueUtc }],
  },
  {
    id: 'size',
    header: 'Size',
    isNumber: true,
    isWide: true,
    cell: ({ bytes, freesBytes }) => <span title={partWords(bytes, freesBytes)}>{formatBytes(bytes)}</span>,
    file: [
      { name: 'bytes', value: ({ bytes }) => bytes },
      { name: 'frees_bytes', value: ({ freesBytes }) => freesBytes },
    ],
  },
  {
    id: 'why',
    header: 'Kept because',
    cell: (item) => (
      <div className={classes.why}>{item.deleting ? <DeletingCell item={item} deleting={item.deleting} /> : whyWords(item)}</div>
    ),
    file: [{ name: 'kept_because', value: whyWords }],
  },
]

/** One thing in Trash: what, from where, by whom, how long still, its size, and why it is kept. */
export function trashColumns(showsOwner: boolean): readonly TableColumn<TrashItem>[] {
  return [name, ...others, ...(showsOwner ? [owner] : []), ...facts]
}
