import { Switch, Table, Text } from '@mantine/core'
import { randomId } from '@mantine/hooks'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProcessingPreview } from '../../../app/contract/processingPreview.ts'
import { ApiFault } from '../../api/apiFault.ts'
import { callApi } from '../../api/callApi.ts'
import { queryClient } from '../../api/queryClient.ts'
import { keyOf } from '../../api/useApi.ts'
import { tellDone } from '../../parts/notify.tsx'
import { DialogForm } from '../dialogForm.tsx'
import type { DialogState } from '../openDialog.ts'
import type { RunSubject } from './processDialog.tsx'
import classes from './processManyDialog.module.css'
import { canProcess, shortWords } from './processWords.ts'

interface ProcessManyDialogProps {
  readonly state: DialogState
  readonly runs: readonly RunSubject[]
  readonly onDone: (() => void) | undefined
}

interface Looked {
  readonly preview: ProcessingPreview | undefined
  readonly fault: ApiFault | null
}

function usePreviews(runs: readonly RunSubject[]): readonly Looked[] {
  return useQueries({
    queries: runs.map(({ id }) => ({
      queryKey: keyOf('previewProcessing', { params: { run: id } }),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => callApi('previewProcessing', { params: { run: id } }, signal),
    })),
    combine: (results) => results.map(({ data, error }) => ({ preview: data, fault: error instanceof ApiFault ? error : null })),
  })
}

/** Asks for each in turn; gives why some were refused, by the ids of the runs. */
async function submitAll(
  runs: readonly (RunSubject & { readonly fullRerun: boolean })[],
  { debug, key }: { readonly debug: boolean; readonly key: string },
): Promise<ReadonlyMap<string, ApiFault>> {
  const refused = new Map<string, ApiFault>()
  for (const { id, fullRerun } of runs) {
    try {
      await callApi('processRun', {
        params: { run: id },
        body: { debug, fullRerun, key: `${key}-${Number(debug)}${Number(fullRerun)}-${id}` },
      })
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error
      refused.set(id, error)
    }
  }
  await queryClient.invalidateQueries()
  return refused
}

interface RowProps {
  readonly run: RunSubject
  readonly looked: Looked | undefined
  readonly refusal: ApiFault | undefined
  readonly isTaken: boolean
}

function Row({ run: { name }, looked, refusal, isTaken }: RowProps) {
  const fault = refusal ?? looked?.fault
  const words = fault ? `${fault.message} ${fault.hint}` : looked?.preview ? shortWords(looked.preview) : 'is looked at'
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.name}>
        {name}
      </Table.Th>
      <Table.Td className={classes.words}>{words}</Table.Td>
      <Table.Td>{isTaken ? 'Process' : <span className="site-muted">Leave</span>}</Table.Td>
    </Table.Tr>
  )
}

/** Shows what a processing of each of several runs would do, and asks for those that can be processed. */
export function ProcessManyDialog({ state, runs, onDone }: ProcessManyDialogProps) {
  const [debug, setDebug] = useState(false)
  const [fullRerun, setFullRerun] = useState(false)
  const [isWorking, setWorking] = useState(false)
  const [refused, setRefused] = useState<ReadonlyMap<string, ApiFault>>(new Map())
  const [key] = useState(() => `${randomId('process-')}-${Date.now()}`)
  const previews = usePreviews(runs)
  const isTaken = (index: number) => {
    const preview = previews[index]?.preview
    return preview !== undefined && canProcess(preview, fullRerun)
  }
  const taken = runs.flatMap((run, index) => {
    const preview = previews[index]?.preview
    return preview && isTaken(index) ? [{ ...run, fullRerun: !canProcess(preview, false) }] : []
  })
  const isLooking = previews.some(({ preview, fault }) => !preview && !fault)
  const submit = async () => {
    setWorking(true)
    const faults = await submitAll(taken, { debug, key }).finally(() => setWorking(false))
    const count = taken.length - faults.size
    if (count > 0) tellDone({ words: count === 1 ? '1 run is queued.' : `${count} runs are queued.` })
    if (count > 0) onDone?.()
    setRefused(faults)
    if (faults.size === 0) state.onClose()
  }
  return (
    <DialogForm
      state={state}
      title={`Process ${runs.length} runs?`}
      submitWords={taken.length === 0 ? 'Process' : taken.length === 1 ? 'Process 1 run' : `Process ${taken.length} runs`}
      onSubmit={() => void submit()}
      canSubmit={!isLooking && taken.length > 0}
      isWorking={isWorking}
      fault={null}
      size="xl"
    >
      <div className={classes.list}>
        <Table>
          <Table.Tbody>
            {runs.map((run, index) => (
              <Row key={run.id} run={run} looked={previews[index]} refusal={refused.get(run.id)} isTaken={isTaken(index)} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Text c="dimmed">What each of them shows now stays shown until its new version is there, and is kept.</Text>
      <Switch
        label="Full re-run where it is needed"
        description="Also those whose configuration has changed, and those that have nothing new: all their images are measured anew."
        checked={fullRerun}
        onChange={(event) => setFullRerun(event.currentTarget.checked)}
      />
      <Switch label="Debug log" checked={debug} onChange={(event) => setDebug(event.currentTarget.checked)} />
    </DialogForm>
  )
}
