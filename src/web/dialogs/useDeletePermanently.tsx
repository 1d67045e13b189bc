import { Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ShownPlan } from '../../app/contract/plan.ts'
import type { BegunPurgeView } from '../../app/contract/trash.ts'
import { ApiFault, wasAnswered } from '../api/apiFault.ts'
import { callApi } from '../api/callApi.ts'
import { newKey } from '../api/newKey.ts'
import { queryClient } from '../api/queryClient.ts'
import { Loaded } from '../parts/loaded.tsx'
import { PlanPanel } from '../parts/planPanel.tsx'
import { RefusedPanel } from '../parts/refusedPanel.tsx'
import {
  cannotComeBack,
  changedWords,
  deleteQuestion,
  emptyQuestion,
  emptyScope,
  planChanged,
  reasonLabel,
  wordsToEmpty,
  wordsToType,
  type Named,
} from '../words/destruction.ts'
import { followPurge } from './followPurge.tsx'
import classes from './dialogForm.module.css'
import { openDialog, type DialogState } from './openDialog.ts'
import { SafeButton } from './safeButton.tsx'
import { useShown } from './useShown.ts'

/** What is to be deleted for ever. */
export type FinalTarget =
  | {
      readonly of: 'items'
      readonly items: readonly (Named & { readonly id: string })[]
      readonly companionIds: readonly string[]
      readonly cancel: boolean
      /** Owners who read the reason; none where all is the user's own. */
      readonly ownersTold: readonly string[]
      readonly reason: string
    }
  | {
      readonly of: 'entries'
      readonly items: readonly (Named & { readonly entryId: string })[]
      readonly ownersTold: readonly string[]
    }
  /** A whole Trash; `owner` null: one's own. */
  | { readonly of: 'trash'; readonly owner: string | null }

interface FinalErrand {
  readonly target: FinalTarget
  readonly onDone?: () => void
}

async function loadPlan(target: FinalTarget): Promise<ShownPlan> {
  if (target.of === 'entries') return callApi('planPurge', { body: { entryIds: target.items.map(({ entryId }) => entryId) } })
  if (target.of === 'trash') return callApi('planEmpty', { body: target.owner === null ? {} : { owner: target.owner } })
  const itemIds = target.items.map(({ id }) => id)
  const { shown, refused } = await callApi('planTrash', { body: { itemIds, companionIds: [...target.companionIds] } })
  if (shown && refused.length === 0) return shown
  const [first] = refused
  const error = {
    code: 'item.state',
    message: first?.message ?? 'It is not there any more.',
    hint: first?.hint ?? '',
    retryable: false,
    data: {},
  }
  throw new ApiFault(409, { error })
}

interface Confirmed {
  readonly planHash: string
  readonly reason: string
  readonly key: string
}

function perform(target: FinalTarget, { planHash, reason, key }: Confirmed): Promise<BegunPurgeView> {
  if (target.of === 'entries')
    return callApi('purgeEntries', { body: { entryIds: target.items.map(({ entryId }) => entryId), planHash, reason }, key })
  if (target.of === 'trash')
    return callApi('emptyTrash', { body: { ...(target.owner === null ? {} : { owner: target.owner }), planHash, reason }, key })
  const { companionIds, cancel } = target
  const itemIds = target.items.map(({ id }) => id)
  return callApi('deletePermanently', { body: { itemIds, companionIds: [...companionIds], cancel, planHash, reason }, key })
}

/** What of it goes: entries that are held or in use stay. */
function itemsOf(target: FinalTarget, shown: ShownPlan): readonly Named[] {
  if (target.of === 'items') return target.items
  if (target.of === 'trash') return shown.plan.goes.items.seen
  const going = new Set(shown.plan.entryIds)
  return target.items.filter(({ entryId }) => going.has(entryId))
}

/** What a user confirms: the plan that they were shown, and where it had to be shown again what has changed. */
function useFinalAct({ target, onDone }: FinalErrand, state: DialogState) {
  const plan = useShown(() => loadPlan(target), JSON.stringify(target))
  const [changes, setChanges] = useState<readonly string[]>([])
  const [fault, setFault] = useState<ApiFault | null>(null)
  const [isWorking, setWorking] = useState(false)
  const [key, setKey] = useState(newKey)
  const showAgain = async (before: ShownPlan) => {
    const now = await plan.reload()
    if (now) setChanges(changedWords(before, now))
  }
  const submit = async (shown: ShownPlan, reason: string) => {
    setWorking(true)
    setFault(null)
    try {
      const { purgeId } = await perform(target, { planHash: shown.hash, reason, key })
      state.onClose()
      onDone?.()
      void followPurge({ purgeId, items: itemsOf(target, shown), imagesKept: shown.plan.stays.images.length })
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error
      if (wasAnswered(error)) setKey(newKey())
      if (error.code === 'plan.changed') await showAgain(shown)
      else setFault(error)
    } finally {
      setWorking(false)
      await queryClient.invalidateQueries()
    }
  }
  return { plan, changes, fault, isWorking, submit }
}

function Changes({ of }: { readonly of: readonly string[] }) {
  if (of.length === 0) return null
  return (
    <Stack role="alert" gap="xs" p="md" className="site-panel">
      <Text fw={600}>{planChanged}</Text>
      <List>
        {of.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Stack>
  )
}

interface ConfirmProps {
  readonly target: FinalTarget
  readonly shown: ShownPlan
  readonly isWorking: boolean
  readonly onSubmit: (reason: string) => void
  readonly onCancel: () => void
}

function toldOwners(target: FinalTarget): readonly string[] {
  if (target.of !== 'trash') return target.ownersTold
  return target.owner === null ? [] : [target.owner]
}

function Confirm({ target, shown, isWorking, onSubmit, onCancel }: ConfirmProps) {
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState(target.of === 'items' ? target.reason : '')
  const owners = toldOwners(target)
  const expected = target.of === 'trash' ? wordsToEmpty(shown.plan.entryIds.length) : wordsToType(itemsOf(target, shown))
  const canSubmit = typed.trim() === expected && (owners.length === 0 || reason.trim() !== '')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (canSubmit && !isWorking) onSubmit(reason)
      }}
    >
      <Stack gap="md">
        {owners.length > 0 && (
          <TextInput label={reasonLabel(owners)} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required />
        )}
        <TextInput
          label={
            <>
              To confirm, type <span className="site-mono">{expected}</span>
            </>
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <Group justify="flex-end" gap="sm">
          <SafeButton words="Cancel" onClick={onCancel} />
          <Button type="submit" color="danger" loading={isWorking} disabled={!canSubmit}>
            Delete permanently
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function titleOf(target: FinalTarget, shown: ShownPlan | undefined): string {
  if (target.of !== 'trash') return deleteQuestion(shown && shown.plan.entryIds.length > 0 ? itemsOf(target, shown) : target.items)
  return shown ? emptyQuestion(shown.plan.entryIds.length, target.owner) : 'Empty Trash?'
}

function Close({ onClose }: Pick<DialogState, 'onClose'>) {
  return (
    <Group justify="flex-end">
      <SafeButton words="Close" onClick={onClose} />
    </Group>
  )
}

function FinalDialog({ state, errand }: { readonly state: DialogState; readonly errand: FinalErrand }) {
  const { target } = errand
  const { plan, changes, fault, isWorking, submit } = useFinalAct(errand, state)
  const { value, fault: refused, reload } = plan
  return (
    <Modal opened={state.isOpen} onClose={state.onClose} title={titleOf(target, value)} size="lg" classNames={{ title: classes.title }}>
      <Stack gap="md">
        <Loaded query={{ data: value, error: refused, refetch: reload }}>
          {(shown) => (
            <>
              <Changes of={changes} />
              {target.of === 'trash' && <Text>{emptyScope(shown, target.owner)}</Text>}
              <PlanPanel shown={shown} isFinal />
              {fault && <RefusedPanel act={target.of === 'trash' ? 'empty' : 'delete'} fault={fault} />}
              {target.of !== 'items' && shown.plan.entryIds.length === 0 ? (
                <Close onClose={state.onClose} />
              ) : (
                <>
                  <Text fw={600} c="var(--danger)">
                    {cannotComeBack}
                  </Text>
                  <Confirm
                    target={target}
                    shown={shown}
                    isWorking={isWorking}
                    onSubmit={(reason) => void submit(shown, reason)}
                    onCancel={state.onClose}
                  />
                </>
              )}
            </>
          )}
        </Loaded>
      </Stack>
    </Modal>
  )
}

/** Opens the dialog that deletes something for ever, after its name was typed. */
export function useDeletePermanently(): (errand: FinalErrand) => void {
  return (errand) => openDialog((state) => <FinalDialog state={state} errand={errand} />)
}
