import { Link } from '@tanstack/react-router'
import type { RunRowView } from '../../../app/contract/runRow.ts'
import { formatBytes, formatCount } from '../../parts/format.ts'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { When } from '../../parts/when.tsx'
import classes from './runsColumns.module.css'
import { RunStatusCell } from './runStatusCell.tsx'

/** What the address of its page calls a run: its name, but for a run that is being deleted, whose name another may have by now. */
export function addressOfRun({ id, name, place }: Pick<RunRowView, 'id' | 'name' | 'place'>): string {
  return place === 'live' ? name : id
}

function NameCell({ run }: { readonly run: RunRowView }) {
  return (
    <span className={classes.name}>
      <Link to="/runs/$run" params={{ run: addressOfRun(run) }} title={run.name}>
        {run.name}
      </Link>
      {run.description !== '' && (
        <span className={classes.description} title={run.description}>
          {run.description}
        </span>
      )}
    </span>
  )
}

type Count = (counts: NonNullable<RunRowView['counts']>) => number

function countColumn(id: string, header: string, of: Count): TableColumn<RunRowView> {
  return {
    id,
    header,
    isNumber: true,
    isWide: true,
    cell: ({ counts }) => (counts ? formatCount(of(counts)) : ''),
    sortBy: ({ counts }) => (counts ? of(counts) : null),
  }
}

/** Every column of the list of runs. */
export const runsColumns: readonly TableColumn<RunRowView>[] = [
  { id: 'name', header: 'Name', cell: (run) => <NameCell run={run} />, sortBy: ({ name }) => name },
  { id: 'status', header: 'Status', cell: (run) => <RunStatusCell run={run} />, sortBy: ({ words }) => words },
  {
    id: 'project',
    header: 'Project',
    isWide: true,
    cell: ({ project }) => <span className={classes.short}>{project}</span>,
    sortBy: ({ project }) => project,
  },
  {
    id: 'owner',
    header: 'Owner',
    isExtra: true,
    cell: ({ owner }) => <span className={classes.short}>{owner}</span>,
    sortBy: ({ owner }) => owner,
  },
  {
    id: 'version',
    header: 'Version',
    isNumber: true,
    isExtra: true,
    cell: ({ version }) => version ?? '',
    sortBy: ({ version }) => version,
  },
  countColumn('images', 'Images', ({ images }) => images),
  countColumn('sources', 'Sources', ({ sources }) => sources),
  countColumn('new', 'New', ({ newSources }) => newSources),
  {
    id: 'size',
    header: 'Size',
    isWide: true,
    isNumber: true,
    cell: ({ bytes }) => (bytes > 0 ? formatBytes(bytes) : ''),
    sortBy: ({ bytes }) => bytes,
  },
  { id: 'changed', header: 'Changed', cell: ({ updatedUtc }) => <When iso={updatedUtc} />, sortBy: ({ updatedUtc }) => updatedUtc },
]
