import { Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { RestoreOutcome } from '../../app/contract/trash.ts'
import { ApiFault } from '../api/apiFault.ts'
import { callApi } from '../api/callApi.ts'
import { queryClient } from '../api/queryClient.ts'
import { intoOwnProject, nameTaken, nextStep, restoreButton, restoreQuestion, thing, type Named } from '../words/destruction.ts'
import { DialogForm } from './dialogForm.tsx'
import { openDialog, type DialogState } from './openDialog.ts'
import { tellRefused } from './tellRefused.ts'
import { tellRestored } from './tellTrash.ts'

/** Something in Trash that is to come back. */
export interface Restorable extends Named {
  /** Of its trash entry, or of an item that is hidden with its project. */
  readonly entryId: string
}

interface RestoreErrand {
  readonly items: readonly Restorable[]
  readonly onDone?: () => void
}

type Refused = RestoreOutcome['refused'][number]

interface Order {
  readonly id: string
  readonly newName?: string
  readonly whereGone?: 'own'
}

/** What a question can be asked about; anything else is only told. */
const askedAbout: ReadonlySet<string> = new Set(['name.taken', 'trash.project'])

/** Restores what can be, tells it, and gives back what has to be asked. */
async function restore(orders: readonly Order[], onDone: (() => void) | undefined): Promise<readonly Refused[]> {
  const { restored, refused } = await callApi('restoreFromTrash', { body: { orders: [...orders] } })
  if (restored.length > 0) {
    tellRestored(restored)
    onDone?.()
  }
  for (const { code, message, hint } of refused.filter((each) => !askedAbout.has(each.code)))
    tellRefused('restore', new ApiFault(409, { error: { code, message, hint, retryable: false, data: {} } }))
  await queryClient.invalidateQueries()
  return refused.filter(({ code }) => askedAbout.has(code))
}

interface QuestionProps {
  readonly item: Restorable
  readonly refused: Refused
  readonly name: string
  readonly onName: (name: string) => void
}

function Question({ item, refused, name, onName }: QuestionProps) {
  if (refused.code === 'trash.project') return <Text>{intoOwnProject(item)}</Text>
  return (
    <TextInput
      label={`New name of ${thing(item)}`}
      description={nameTaken(item)}
      value={name}
      onChange={(event) => onName(event.currentTarget.value)}
      data-autofocus
    />
  )
}

interface RestoreDialogProps {
  readonly state: DialogState
  readonly errand: RestoreErrand
  readonly asked: readonly Refused[]
}

function RestoreDialog({ state, errand, asked: askedFirst }: RestoreDialogProps) {
  const [asked, setAsked] = useState(askedFirst)
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const [ownIds, setOwnIds] = useState<ReadonlySet<string>>(new Set())
  const [isWorking, setWorking] = useState(false)
  const nameOf = ({ entryId, proposedName }: Refused) => names.get(entryId) ?? proposedName ?? ''
  const items = asked.flatMap((refused) => {
    const item = errand.items.find(({ entryId }) => entryId === refused.entryId)
    return item ? [{ item, refused }] : []
  })
  const submit = async () => {
    const own = new Set([...ownIds, ...asked.filter(({ code }) => code === 'trash.project').map(({ entryId }) => entryId)])
    setOwnIds(own)
    setWorking(true)
    try {
      const orders = asked.map((refused) => ({
        id: refused.entryId,
        ...(refused.code === 'name.taken' || names.has(refused.entryId) ? { newName: nameOf(refused) } : {}),
        ...(own.has(refused.entryId) ? { whereGone: 'own' as const } : {}),
      }))
      const left = await restore(orders, errand.onDone)
      if (left.length === 0) state.onClose()
      else setAsked(left)
    } catch (error) {
      tellRefused('restore', error)
    } finally {
      setWorking(false)
    }
  }
  return (
    <DialogForm
      state={state}
      title={restoreQuestion(items.map(({ item }) => item))}
      submitWords={restoreButton}
      onSubmit={() => void submit()}
      canSubmit={asked.every((refused) => refused.code !== 'name.taken' || nameOf(refused) !== '')}
      isWorking={isWorking}
      fault={null}
    >
      <Stack gap="md">
        {items.map(({ item, refused }) => (
          <Stack key={refused.entryId} gap="xs">
            <Question
              item={item}
              refused={refused}
              name={nameOf(refused)}
              onName={(name) => setNames(new Map(names).set(refused.entryId, name))}
            />
            {refused.code === 'trash.project' && (
              <Text c="dimmed" size="xs">
                {nextStep(refused)}
              </Text>
            )}
          </Stack>
        ))}
      </Stack>
    </DialogForm>
  )
}

/** Restores things from Trash at once, and asks only for what it takes: another name, or where to. */
export function useRestoreFromTrash(): (errand: RestoreErrand) => Promise<void> {
  return async (errand) => {
    try {
      const asked = await restore(
        errand.items.map(({ entryId }) => ({ id: entryId })),
        errand.onDone,
      )
      if (asked.length > 0) openDialog((state) => <RestoreDialog state={state} errand={errand} asked={asked} />)
    } catch (error) {
      tellRefused('restore', error)
    }
  }
}
