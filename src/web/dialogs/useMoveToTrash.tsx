import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { TrashPreview } from '../../app/contract/plan.ts'
import { ApiFault, wasAnswered } from '../api/apiFault.ts'
import { callApi } from '../api/callApi.ts'
import { newKey } from '../api/newKey.ts'
import { queryClient } from '../api/queryClient.ts'
import { Loaded } from '../parts/loaded.tsx'
import { tellDone } from '../parts/notify.tsx'
import { PlanPanel } from '../parts/planPanel.tsx'
import { RefusedPanel } from '../parts/refusedPanel.tsx'
import {
  busyWords,
  deletePermanentlyButton,
  leaveSentence,
  leftWords,
  moveButton,
  moveQuestion,
  nothingButton,
  reasonLabel,
  thing,
  type Split,
} from '../words/destruction.ts'
import classes from './dialogForm.module.css'
import { openDialog, type DialogState } from './openDialog.ts'
import { SafeButton } from './safeButton.tsx'
import { tellMoved } from './tellTrash.ts'
import { useDeletePermanently } from './useDeletePermanently.tsx'
import { useShown } from './useShown.ts'

/** What the dialog is opened for. */
export interface TrashSelection {
  readonly itemIds: readonly string[]
  /** Called when all of it is in Trash, or on its way out. */
  readonly onDone?: () => void
}

/** What the user has chosen in the dialog. */
interface Choice {
  readonly companionIds: readonly string[]
  /** Of items of others that are left. */
  readonly leavingIds: ReadonlySet<string>
  readonly reason: string
}

async function move({ going }: TrashPreview, { companionIds, reason }: Choice, key: string): Promise<void> {
  const cancel = going.some(({ busy }) => busy.length > 0)
  const body = { itemIds: going.map(({ id }) => id), companionIds: [...companionIds], cancel, reason }
  const { entries } = await callApi('moveToTrash', { body, key })
  tellMoved(
    going,
    entries.map(({ entryId }) => entryId),
  )
}

async function leave({ leaving }: TrashPreview, { leavingIds }: Choice): Promise<void> {
  const ids = new Set(leaving.filter(({ id }) => leavingIds.has(id)).map((item) => item.leave.id))
  const left = await Promise.all([...ids].map((item) => callApi('leaveItem', { params: { item } })))
  if (left.length > 0) tellDone({ words: leftWords(left) })
}

function splitOf({ going, leaving }: TrashPreview, { leavingIds }: Choice): Split {
  const left = leaving.filter(({ id }) => leavingIds.has(id))
  const [first] = left
  // Where the only way out is to leave the project, the button names it.
  const isProject = going.length === 0 && left.length === 1 && first?.leave.isItsProject
  return { going, leaving: isProject ? [first.leave] : left, isBusy: going.some(({ busy }) => busy.length > 0) }
}

/** A wider step than was asked for, such as to leave a whole project, is never ticked beforehand. */
function tickedFirst({ going, leaving }: TrashPreview): ReadonlySet<string> {
  const isAlone = going.length === 0 && leaving.length === 1
  return new Set(leaving.filter((item) => isAlone || !item.leave.isItsProject).map(({ id }) => id))
}

interface PartProps {
  readonly preview: TrashPreview
  readonly choice: Choice
  readonly onChoose: (choice: Partial<Choice>) => void
}

function toggled<T>(values: Iterable<T>, value: T): T[] {
  const next = new Set(values)
  if (!next.delete(value)) next.add(value)
  return [...next]
}

function Companions({ preview, choice, onChoose }: PartProps) {
  const companions = preview.shown?.companions ?? []
  if (companions.length === 0) return null
  return (
    <Checkbox.Group label="Yours, made from it: they stay unless you take them along" value={[...choice.companionIds]}>
      <Stack gap="xs" mt="xs">
        {companions.map((item) => (
          <Checkbox
            key={item.id}
            size="xs"
            value={item.id}
            label={thing(item)}
            onChange={() => onChoose({ companionIds: toggled(choice.companionIds, item.id) })}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}

function Leaving({ preview, choice, onChoose }: PartProps) {
  const { leaving, going } = preview
  if (leaving.length === 0) return null
  return (
    <Stack gap="xs">
      <Text fw={600}>Not yours</Text>
      {leaving.map((item) => {
        const words = leaveSentence(item, item.leave, item.owner)
        if (going.length === 0 && leaving.length === 1) return <Text key={item.id}>{words}</Text>
        const choose = () => onChoose({ leavingIds: new Set(toggled(choice.leavingIds, item.id)) })
        return <Checkbox key={item.id} size="xs" label={words} checked={choice.leavingIds.has(item.id)} onChange={choose} />
      })}
    </Stack>
  )
}

function Refused({ preview: { refused } }: Pick<PartProps, 'preview'>) {
  if (refused.length === 0) return null
  return (
    <Stack gap="xs">
      <Text fw={600}>Stays as it is</Text>
      {refused.map(({ id, message, hint }) => (
        <Text key={id}>
          {message} <span className="site-muted">{hint}</span>
        </Text>
      ))}
    </Stack>
  )
}

function Content(props: PartProps) {
  const { preview, choice, onChoose } = props
  const busy = preview.going.flatMap((item) => item.busy)
  const { shown, ownersTold } = preview
  return (
    <>
      {busy.length > 0 && <Text c="var(--waiting)">{busyWords(busy)}</Text>}
      {shown && <PlanPanel shown={shown} isFinal={false} />}
      <Companions {...props} />
      <Leaving {...props} />
      <Refused preview={preview} />
      {ownersTold.length > 0 && (
        <TextInput
          label={reasonLabel(ownersTold)}
          value={choice.reason}
          onChange={(event) => onChoose({ reason: event.currentTarget.value })}
          required
        />
      )}
    </>
  )
}

interface FooterProps extends Omit<PartProps, 'onChoose'> {
  readonly isWorking: boolean
  readonly onClose: () => void
  readonly onDelete: () => void
}

function Footer({ preview, choice, isWorking, onClose, onDelete }: FooterProps) {
  const split = splitOf(preview, choice)
  const canSubmit = split.going.length + split.leaving.length > 0 && (preview.ownersTold.length === 0 || choice.reason.trim() !== '')
  const kept = preview.going.flatMap(({ keptBecause }) => keptBecause)
  return (
    <Group justify="space-between" gap="sm">
      {preview.mayDelete ? (
        <Button variant="subtle" color="danger" onClick={onDelete} disabled={kept.length > 0} title={kept.join('; ') || undefined}>
          {deletePermanentlyButton}
        </Button>
      ) : (
        <span />
      )}
      <Group gap="sm">
        <SafeButton words={nothingButton(split)} onClick={onClose} />
        <Button type="submit" loading={isWorking} disabled={!canSubmit}>
          {moveButton(split)}
        </Button>
      </Group>
    </Group>
  )
}

function useTrashing({ itemIds, onDone }: TrashSelection, state: DialogState) {
  const [companionIds, setCompanionIds] = useState<readonly string[]>([])
  const [leavingIds, setLeavingIds] = useState<ReadonlySet<string> | null>(null)
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<ApiFault | null>(null)
  const [isWorking, setWorking] = useState(false)
  const [key, setKey] = useState(newKey)
  const load = () => callApi('planTrash', { body: { itemIds: [...itemIds], companionIds: [...companionIds] } })
  const preview = useShown(load, companionIds.join())
  const choiceOf = (value: TrashPreview): Choice => ({ companionIds, leavingIds: leavingIds ?? tickedFirst(value), reason })
  const choose = (choice: Partial<Choice>) => {
    if (choice.companionIds) setCompanionIds(choice.companionIds)
    if (choice.leavingIds) setLeavingIds(choice.leavingIds)
    if (choice.reason !== undefined) setReason(choice.reason)
  }
  const submit = async (value: TrashPreview) => {
    setWorking(true)
    setFault(null)
    try {
      if (value.going.length > 0) await move(value, choiceOf(value), key)
      await leave(value, choiceOf(value))
      state.onClose()
      onDone?.()
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error
      setFault(error)
      if (wasAnswered(error)) setKey(newKey())
      await preview.reload()
    } finally {
      setWorking(false)
      await queryClient.invalidateQueries()
    }
  }
  return { preview, choiceOf, choose, submit, fault, isWorking }
}

function TrashDialog({ state, selection }: { readonly state: DialogState; readonly selection: TrashSelection }) {
  const { preview, choiceOf, choose, submit, fault, isWorking } = useTrashing(selection, state)
  const deletePermanently = useDeletePermanently()
  const { value, fault: refused, reload } = preview
  const openFinal = (now: TrashPreview) => {
    const { companionIds, reason } = choiceOf(now)
    const { going: items, ownersTold } = now
    const cancel = items.some(({ busy }) => busy.length > 0)
    state.onClose()
    const target = { of: 'items', items, companionIds, cancel, ownersTold, reason } as const
    deletePermanently({ target, ...(selection.onDone ? { onDone: selection.onDone } : {}) })
  }
  return (
    <Modal
      opened={state.isOpen}
      onClose={state.onClose}
      title={value ? moveQuestion(splitOf(value, choiceOf(value))) : 'Move to Trash?'}
      size="lg"
      classNames={{ title: classes.title }}
    >
      <Loaded query={{ data: value, error: refused, refetch: reload }}>
        {(now) => (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              if (!isWorking) void submit(now)
            }}
          >
            <Stack gap="md">
              <Content preview={now} choice={choiceOf(now)} onChoose={choose} />
              {fault && <RefusedPanel act="move" fault={fault} />}
              <Footer preview={now} choice={choiceOf(now)} isWorking={isWorking} onClose={state.onClose} onDelete={() => openFinal(now)} />
            </Stack>
          </form>
        )}
      </Loaded>
    </Modal>
  )
}

/** Opens the dialog that moves items to Trash, leaves what is not the user's, or deletes permanently. */
export function useMoveToTrash(): (selection: TrashSelection) => void {
  return (selection) => openDialog((state) => <TrashDialog state={state} selection={selection} />)
}
