import { List, Text } from '@mantine/core'
import { useState } from 'react'
import { ApiFault } from '../api/apiFault.ts'
import { callApi } from '../api/callApi.ts'
import { queryClient } from '../api/queryClient.ts'
import { tellDone } from '../parts/notify.tsx'
import { DialogForm } from './dialogForm.tsx'
import { openDialog, type DialogState } from './openDialog.ts'
import type { RunSubject } from './process/processDialog.tsx'

interface WorkingRun extends RunSubject {
  /** The version that stays shown; null where there is none yet. */
  readonly version: number | null
}

export interface CancelSelection {
  readonly runs: readonly WorkingRun[]
  /** Called when something was cancelled. */
  readonly onDone?: (() => void) | undefined
}

interface CancelDialogProps extends CancelSelection {
  readonly state: DialogState
}

function staysWords({ version }: Pick<WorkingRun, 'version'>): string {
  return version === null ? 'shows nothing yet; it stays, with its configuration' : `version ${version} stays shown`
}

async function cancelAll(runs: readonly WorkingRun[]): Promise<readonly ApiFault[]> {
  const faults: ApiFault[] = []
  for (const { id } of runs) {
    try {
      await callApi('cancelOperation', { params: { operation: id } })
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error
      faults.push(error)
    }
  }
  await queryClient.invalidateQueries()
  return faults
}

function CancelDialog({ state, runs, onDone }: CancelDialogProps) {
  const [isWorking, setWorking] = useState(false)
  const [faults, setFaults] = useState<readonly ApiFault[]>([])
  const [first] = runs
  const words = runs.length === 1 && first ? `run ${first.name}` : `${runs.length} runs`
  const submit = async () => {
    setWorking(true)
    const refused = await cancelAll(runs).finally(() => setWorking(false))
    setFaults(refused)
    if (refused.length < runs.length) onDone?.()
    if (refused.length > 0) return
    state.onClose()
    tellDone({ words: `The work on ${words} is cancelled.` })
  }
  return (
    <DialogForm
      state={state}
      title={`Cancel the work on ${words}?`}
      submitWords={runs.length === 1 ? 'Cancel work' : `Cancel work on ${runs.length}`}
      dismissWords="Keep going"
      onSubmit={() => void submit()}
      isWorking={isWorking}
      fault={faults[0] ?? null}
    >
      <List listStyleType="none" mah={240} style={{ overflow: 'auto' }}>
        {runs.map((run) => (
          <List.Item key={run.id}>
            <b>{run.name}</b>: {staysWords(run)}
          </List.Item>
        ))}
      </List>
      <Text c="dimmed">
        Nothing half-done is published. Images that were read by now stay, so that the next processing need not read them.
      </Text>
    </DialogForm>
  )
}

/** Opens the dialog that cancels the work on runs, which says what stays shown. */
export function useCancelWork(): (selection: CancelSelection) => void {
  return ({ runs, onDone }) => openDialog((state) => <CancelDialog state={state} runs={runs} onDone={onDone} />)
}
