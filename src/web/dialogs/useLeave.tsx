import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useApi, useCall } from '../api/useApi.ts'
import { Loaded } from '../parts/loaded.tsx'
import { tellDone } from '../parts/notify.tsx'
import { RefusedPanel } from '../parts/refusedPanel.tsx'
import { leaveEffect, leftWords, moveButton, moveQuestion, type Split } from '../words/destruction.ts'
import type { ItemRef } from './itemRef.ts'
import classes from './dialogForm.module.css'
import { openDialog, type DialogState } from './openDialog.ts'
import { SafeButton } from './safeButton.tsx'

interface LeaveErrand {
  readonly item: ItemRef
  readonly onDone?: () => void
}

function LeaveDialog({ state, errand: { item, onDone } }: { readonly state: DialogState; readonly errand: LeaveErrand }) {
  const plan = useApi('planLeave', { params: { item: item.id } })
  const { mutate, isPending, error } = useCall('leaveItem')
  const leave = (leavableId: string) =>
    mutate(
      { params: { item: leavableId } },
      {
        onSuccess: (left) => {
          state.onClose()
          tellDone({ words: leftWords([left]) })
          onDone?.()
        },
      },
    )
  const leavable = plan.data?.leave ?? item
  const split: Split = { going: [], leaving: [leavable], isBusy: false }
  return (
    <Modal opened={state.isOpen} onClose={state.onClose} title={moveQuestion(split)} classNames={{ title: classes.title }}>
      <Stack gap="lg">
        <Loaded query={plan}>
          {({ leave: what }) => (
            <>
              <Text>{leaveEffect(item, what)}</Text>
              {error && <RefusedPanel act="leave" fault={error} />}
              <Group justify="flex-end" gap="sm">
                <SafeButton words="Cancel" onClick={state.onClose} />
                <Button loading={isPending} onClick={() => leave(what.id)}>
                  {moveButton(split)}
                </Button>
              </Group>
            </>
          )}
        </Loaded>
      </Stack>
    </Modal>
  )
}

/** Opens the dialog in which one leaves what is another's, or its project where the access comes from there. */
export function useLeave(): (errand: LeaveErrand) => void {
  return (errand) => openDialog((state) => <LeaveDialog state={state} errand={errand} />)
}
