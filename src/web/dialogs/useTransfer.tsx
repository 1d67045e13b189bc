import { List, Text } from '@mantine/core'
import { useState } from 'react'
import { useApi, useCall } from '../api/useApi.ts'
import { tellDone } from '../parts/notify.tsx'
import { DialogForm } from './dialogForm.tsx'
import { asBeginning, type ItemRef } from './itemRef.ts'
import { openDialog, type DialogState } from './openDialog.ts'
import { PersonField } from './personField.tsx'

interface TransferDialogProps {
  readonly state: DialogState
  readonly item: ItemRef
}

/** What comes of it, before it is done. */
function Consequences({ item, taker }: { readonly item: ItemRef; readonly taker: string }) {
  const session = useApi('showSession', {})
  const view = useApi('showItem', { params: { item: item.id }, query: {} })
  const me = session.data?.user.name ?? ''
  const owner = view.data?.owner ?? me
  const theirs = owner === me ? 'your' : `${owner}’s`
  return (
    <List spacing="xs" c="dimmed">
      {item.kind === 'project' && (
        <List.Item>Everything in it that is {theirs} goes along, the Trash included. What others made in it stays theirs.</List.Item>
      )}
      <List.Item>
        {taker === '' ? 'The new owner' : taker} controls {item.kind === 'project' ? 'all of it' : 'it'}: can change, share and delete it.{' '}
        {owner === me ? 'You keep' : `${owner} keeps`} no share in it.
      </List.Item>
      <List.Item>
        {taker === '' ? 'The new owner' : taker} is told: “{me} made you the owner of {item.kind} {item.name}.”
      </List.Item>
    </List>
  )
}

function TransferDialog({ state, item }: TransferDialogProps) {
  const [user, setUser] = useState('')
  const view = useApi('showItem', { params: { item: item.id }, query: {} })
  const { mutate, isPending, error } = useCall('transferItem')
  const taker = user.trim()
  const transfer = () =>
    mutate(
      { params: { item: item.id }, body: { user: taker } },
      {
        onSuccess: (reply) => {
          state.onClose()
          tellDone({ words: `${asBeginning(item.kind)} ${item.name} belongs to ${reply.user} now, who was told.` })
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title={`Transfer ${item.kind} ${item.name} to another owner`}
      submitWords={`Transfer ${item.kind}`}
      onSubmit={transfer}
      canSubmit={taker !== ''}
      isWorking={isPending}
      fault={null}
    >
      <PersonField
        label="New owner"
        value={user}
        onChange={setUser}
        without={[view.data?.owner ?? '']}
        error={error && `${error.message} ${error.hint}`}
        hasFocus
      />
      <div>
        <Text fw={600} mb="xs">
          What changes
        </Text>
        <Consequences item={item} taker={taker} />
      </div>
    </DialogForm>
  )
}

/** Opens the dialog that makes another user the owner of an item. */
export function useTransfer(): (item: ItemRef) => void {
  return (item) => openDialog((state) => <TransferDialog state={state} item={item} />)
}
