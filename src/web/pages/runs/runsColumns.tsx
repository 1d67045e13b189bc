import { Link } from '@tanstack/react-router'
import type { RunRowView } from '../../../app/contract/runRow.ts'
import { formatBytes, formatCount } from '../../parts/format.ts'
import type { TableColumn } from '../../parts/itemTable.tsx'
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

function count(of: (counts: NonNullable<RunRowView['counts']>) => number): Pick<TableColumn<RunRowView>, 'isNumber' | 'cell' | 'sortBy'> {
  return {
    isNumber: true,
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
    cell: ({ project }) => <span className={classes.short}>{project}</span>,
    sortBy: ({ project }) => project,
  },
  { id: 'owner', header: 'Owner', cell: ({ owner }) => <span className={classes.short}>{owner}</span>, sortBy: ({ owner }) => owner },
  { id: 'version', header: 'Version', isNumber: true, cell: ({ version }) => version ?? '', sortBy: ({ version }) => version },
  { id: 'images', header: 'Images', ...count(({ images }) => images) },
  { id: 'sources', header: 'Sources', ...count(({ sources }) => sources) },
  { id: 'new', header: 'New', ...count(({ newSources }) => newSources) },
  {
    id: 'size',
    header: 'Size',
    isNumber: true,
    cell: ({ bytes }) => (bytes > 0 ? formatBytes(bytes) : ''),
    sortBy: ({ bytes }) => bytes,
  },
  { id: 'changed', header: 'Changed', cell: ({ updatedUtc }) => <When iso={updatedUtc} />, sortBy: ({ updatedUtc }) => updatedUtc },
]

const usual = ['name', 'status', 'project', 'images', 'sources', 'new', 'size', 'changed']
const usualNarrow = ['name', 'status', 'changed']

/** Ids of the columns that the address asks for; the name is always there. */
export function chosenColumns(text: string | undefined, isNarrow: boolean): readonly string[] {
  const known = runsColumns.map(({ id }) => id)
  const chosen = text === undefined ? (isNarrow ? usualNarrow : usual) : ['name', ...text.split(',')]
  return known.filter((id) => chosen.includes(id))
}
