import { Button, Group, Modal, Stack, Switch, Text } from '@mantine/core'
import { randomId } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProcessingPreview } from '../../../app/contract/processingPreview.ts'
import { useApi, useCall } from '../../api/useApi.ts'
import { ConfigProblems } from '../../parts/configProblems.tsx'
import { FaultPanel } from '../../parts/faultPanel.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { tellDone } from '../../parts/notify.tsx'
import classes from '../dialogForm.module.css'
import type { DialogState } from '../openDialog.ts'
import { canProcess, longWords, titleOf } from './processWords.ts'
import { ProcessingDifference } from './processingDifference.tsx'

export interface RunSubject {
  readonly id: string
  readonly name: string
}

interface BodyProps {
  readonly preview: ProcessingPreview
  readonly state: DialogState
  readonly onDone: (() => void) | undefined
}

function Buttons({ children, onClose }: { readonly children: React.ReactNode; readonly onClose: () => void }) {
  return (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" onClick={onClose}>
        Cancel
      </Button>
      {children}
    </Group>
  )
}

function InvalidBody({ preview, state }: BodyProps) {
  return (
    <Stack gap="lg">
      <Text>{longWords(preview)}</Text>
      <ConfigProblems problems={preview.problems} />
      <Buttons onClose={state.onClose}>
        <Button
          renderRoot={(props) => <Link to="/runs/$run/configuration" params={{ run: preview.runName }} {...props} />}
          onClick={state.onClose}
          data-autofocus
        >
          Edit configuration
        </Button>
      </Buttons>
    </Stack>
  )
}

function ReadyBody({ preview, state, onDone }: BodyProps) {
  const [debug, setDebug] = useState(false)
  const [fullRerun, setFullRerun] = useState(false)
  const [key] = useState(() => `${randomId('process-')}-${Date.now()}`)
  const { mutate, isPending, error } = useCall('processRun')
  const { kind, runId, runName, difference, problems } = preview
  const submit = () =>
    mutate(
      { params: { run: runId }, body: { debug, fullRerun, key: `${key}-${Number(debug)}${Number(fullRerun)}` } },
      {
        onSuccess: ({ operation }) => {
          state.onClose()
          const wait = operation.waitReason ? `: ${operation.waitReason}` : ''
          tellDone({ words: `Run ${runName} is ${operation.words.toLowerCase()}${wait}.` })
          onDone?.()
        },
      },
    )
  return (
    <Stack gap="lg">
      <Text>{longWords(preview)}</Text>
      {difference && <ProcessingDifference difference={difference} />}
      {problems.length > 0 && <ConfigProblems problems={problems} />}
      {kind !== 'first' && (
        <Switch
          label="Full re-run"
          description={
            kind === 'changed'
              ? 'Needed: this makes a new version of all images. The version that is shown is kept; Restore Run brings it back.'
              : 'Measures all images anew, also those that are in the version that is shown. It takes as long as the first time.'
          }
          checked={fullRerun}
          onChange={(event) => setFullRerun(event.currentTarget.checked)}
        />
      )}
      <Switch
        label="Debug log"
        description="The log of this processing says more."
        checked={debug}
        onChange={(event) => setDebug(event.currentTarget.checked)}
      />
      {error && <FaultPanel fault={error} />}
      <Buttons onClose={state.onClose}>
        <Button onClick={submit} loading={isPending} disabled={!canProcess(preview, fullRerun)} data-autofocus>
          {kind === 'addition' && !fullRerun ? 'Add images' : 'Process'}
        </Button>
      </Buttons>
    </Stack>
  )
}

interface ProcessDialogProps {
  readonly state: DialogState
  readonly run: RunSubject
  readonly onDone: (() => void) | undefined
}

/** Shows what a processing of a run would do, and asks for it. */
export function ProcessDialog({ state, run, onDone }: ProcessDialogProps) {
  const query = useApi('previewProcessing', { params: { run: run.id } })
  const title = query.data ? titleOf(query.data) : `Process run ${run.name}?`
  return (
    <Modal opened={state.isOpen} onClose={state.onClose} title={title} size="lg" classNames={{ title: classes.title }}>
      <Loaded query={query}>
        {(preview) =>
          preview.kind === 'invalid' ? (
            <InvalidBody preview={preview} state={state} onDone={onDone} />
          ) : (
            <ReadyBody preview={preview} state={state} onDone={onDone} />
          )
        }
      </Loaded>
    </Modal>
  )
}
