import { Anchor, Code, Text } from '@mantine/core'
import type { WorkerView } from '../../../app/contract/administration.ts'
import { EmptyState } from '../../parts/emptyState.tsx'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { When } from '../../parts/when.tsx'
import { useWorkerLog } from './useWorkerLog.tsx'

function stateOf({ isThere, worksOn }: WorkerView): string {
  if (!isThere) return 'Gone'
  return worksOn.length === 0 ? 'Waits' : 'Running'
}

/** A job of a cluster has a log that can be read from here. */
function JobCell({ job }: Pick<WorkerView, 'job'>) {
  const openLog = useWorkerLog()
  if (job === null || !/^slurm \d+$/.test(job)) return job
  return (
    <Anchor component="button" type="button" size="sm" underline="always" onClick={() => openLog(job)}>
      {job}
    </Anchor>
  )
}

const columns: readonly TableColumn<WorkerView>[] = [
  { id: 'host', header: 'Host', cell: ({ host }) => host },
  { id: 'process', header: 'Process', isNumber: true, cell: ({ process }) => process },
  { id: 'state', header: 'State', cell: (worker) => <StatusBadge words={stateOf(worker)} />, sortBy: stateOf },
  { id: 'work', header: 'Works on', cell: ({ worksOn }) => worksOn.map(({ kind }) => kind).join(', ') },
  { id: 'queues', header: 'Takes', cell: ({ queues }) => (queues?.length === 0 ? 'nothing itself' : (queues?.join(', ') ?? 'everything')) },
  { id: 'concurrency', header: 'At once', isNumber: true, cell: ({ concurrency }) => concurrency || '' },
  { id: 'threads', header: 'Threads', isNumber: true, cell: ({ threads }) => threads || '' },
  { id: 'job', header: 'Job', cell: ({ job }) => <JobCell job={job} />, sortBy: ({ job }) => job },
  { id: 'started', header: 'Started', cell: ({ startedUtc }) => <When iso={startedUtc} />, sortBy: ({ startedUtc }) => startedUtc },
]

/** The processes that do the work, on all hosts. */
export function WorkersTable({ workers }: { readonly workers: readonly WorkerView[] }) {
  if (workers.length === 0) {
    return (
      <EmptyState title="No workers">
        <Text>What is asked for waits until a worker is there. On any host of the store:</Text>
        <Code block mt="sm">
          ./halley worker
        </Code>
      </EmptyState>
    )
  }
  return (
    <ItemTable
      name="workers"
      exports={{ by: 'page' }}
      label="Workers on all hosts"
      rows={workers}
      columns={columns}
      idOf={({ name }) => name}
      nameOf={({ host, process }) => `${host} ${process}`}
    />
  )
}
