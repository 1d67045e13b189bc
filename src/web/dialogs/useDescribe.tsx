import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { maxDescriptionLength } from '../../app/contract/item.ts'
import { useCall } from '../api/useApi.ts'
import { DialogForm } from './dialogForm.tsx'
import type { ItemRef } from './itemRef.ts'
import { openDialog, type DialogState } from './openDialog.ts'

interface DescribeDialogProps {
  readonly state: DialogState
  readonly item: ItemRef
  readonly description: string
}

function DescribeDialog({ state, item, description }: DescribeDialogProps) {
  const [text, setText] = useState(description)
  const { mutate, isPending, error } = useCall('describeItem')
  const left = maxDescriptionLength - text.length
  return (
    <DialogForm
      state={state}
      title={`What ${item.kind} ${item.name} is for`}
      submitWords="Save description"
      onSubmit={() => mutate({ params: { item: item.id }, body: { description: text.trim() } }, { onSuccess: state.onClose })}
      canSubmit={left >= 0 && text !== description}
      isWorking={isPending}
      fault={error}
    >
      <Textarea
        label="Description"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={left < 0 ? `Expected at most ${maxDescriptionLength} characters, found ${text.length}.` : undefined}
        description={`${left} characters left`}
        autosize
        minRows={3}
        data-autofocus
      />
    </DialogForm>
  )
}

/** Opens the dialog that says what an item is for. */
export function useDescribe(): (item: ItemRef, description: string) => void {
  return (item, description) => openDialog((state) => <DescribeDialog state={state} item={item} description={description} />)
}
