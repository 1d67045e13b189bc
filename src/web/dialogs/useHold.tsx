import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { HoldView } from '../../app/contract/trash.ts'
import { callApi } from '../api/callApi.ts'
import { queryClient } from '../api/queryClient.ts'
import { useApi, useCall } from '../api/useApi.ts'
import { tellDone } from '../parts/notify.tsx'
import { RefusedPanel } from '../parts/refusedPanel.tsx'
import { When } from '../parts/when.tsx'
import { heldWords, holdButton, holdExplained, holdQuestion, liftButton, liftedWords, thing, type Named } from '../words/destruction.ts'
import { DialogForm } from './dialogForm.tsx'
import type { ItemRef } from './itemRef.ts'
import { openDialog, type DialogState } from './openDialog.ts'
import { tellRefused } from './tellRefused.ts'

/** What is to be kept from being deleted. */
export interface HoldSubject extends ItemRef {
  /** One version of a run; without it all of it. */
  readonly version?: number
}

async function undo(hold: string): Promise<void> {
  await callApi('liftHold', { params: { hold } }).catch((error: unknown) => tellRefused('lift', error))
  await queryClient.invalidateQueries()
}

function namedOf({ kind, name, version }: HoldSubject): Named {
  return version === undefined ? { kind, name } : { kind: 'versions', name, versions: [version] }
}

function HoldLine({ hold, subject }: { readonly hold: HoldView; readonly subject: HoldSubject }) {
  const { mutate, isPending } = useCall('liftHold')
  const lift = () =>
    mutate(
      { params: { hold: hold.holdId } },
      { onSuccess: () => tellDone({ words: liftedWords(namedOf(subject)) }), onError: (error) => tellRefused('lift', error) },
    )
  const what = hold.version === null ? '' : `${thing({ kind: 'versions', name: hold.name, versions: [hold.version] })}: `
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap">
      <Text>
        {what}
        {hold.reason}{' '}
        <span className="site-muted">
          {hold.by}, <When iso={hold.atUtc} />
        </span>
      </Text>
      {hold.mayLift && (
        <Button variant="default" flex="none" loading={isPending} onClick={lift}>
          {liftButton}
        </Button>
      )}
    </Group>
  )
}

/** The holds on an item, each with its reason, and the button that lifts it. */
export function HoldLines({ subject }: { readonly subject: HoldSubject }) {
  const { data } = useApi('listHolds', { query: { item: subject.id } })
  const holds = data?.holds ?? []
  if (holds.length === 0) return null
  return (
    <Stack gap="xs">
      {holds.map((hold) => (
        <HoldLine key={hold.holdId} hold={hold} subject={subject} />
      ))}
    </Stack>
  )
}

function HoldDialog({ state, subject }: { readonly state: DialogState; readonly subject: HoldSubject }) {
  const [reason, setReason] = useState('')
  const { mutate, isPending, error } = useCall('addHold')
  const named = namedOf(subject)
  const hold = () =>
    mutate(
      { body: { itemId: subject.id, version: subject.version ?? null, reason } },
      {
        onSuccess: ({ holdId }) => {
          state.onClose()
          tellDone({ words: heldWords(named), onUndo: () => void undo(holdId) })
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title={holdQuestion(named)}
      submitWords={holdButton}
      onSubmit={hold}
      canSubmit={reason.trim() !== ''}
      isWorking={isPending}
      fault={null}
    >
      <Text>{holdExplained}</Text>
      <HoldLines subject={subject} />
      <TextInput
        label="Reason"
        description="Whoever is stopped by it reads this."
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
        required
      />
      {error && <RefusedPanel act="hold" fault={error} />}
    </DialogForm>
  )
}

/** Opens the dialog that keeps something from being deleted permanently, and lifts what keeps it. */
export function useHold(): (subject: HoldSubject) => void {
  return (subject) => openDialog((state) => <HoldDialog state={state} subject={subject} />)
}
