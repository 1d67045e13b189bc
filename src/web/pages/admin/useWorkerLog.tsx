import { Code, Modal, Text } from '@mantine/core'
import { useApi } from '../../api/useApi.ts'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { Loaded } from '../../parts/loaded.tsx'

function WorkerLogDialog({ state, job }: { readonly state: DialogState; readonly job: string }) {
  const query = useApi('showWorkerLog', { query: { job } })
  return (
    <Modal opened={state.isOpen} onClose={state.onClose} title={`What ${job} wrote last`} size="xl">
      <Loaded query={query}>
        {({ lines }) => (lines.length === 0 ? <Text>It has written nothing yet.</Text> : <Code block>{lines.join('\n')}</Code>)}
      </Loaded>
    </Modal>
  )
}

/** Opens the last lines of a worker that is a job of a cluster. */
export function useWorkerLog(): (job: string) => void {
  return (job) => openDialog((state) => <WorkerLogDialog state={state} job={job} />)
}
