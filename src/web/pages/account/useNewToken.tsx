import { Checkbox, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type CreatedToken, scopeSchema } from '../../../app/contract/account.ts'
import { useCall } from '../../api/useApi.ts'
import { DialogForm } from '../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { ShownOnce } from '../../parts/shownOnce.tsx'

type Scope = CreatedToken['scopes'][number]

const scopeWords: Readonly<Record<Scope, string>> = {
  read: 'read: lists, tables, files',
  write: 'write: make, process, share, comment',
  trash: 'trash: move to Trash and back',
  purge: 'purge: delete permanently',
  administer: 'administer: what administrators do',
}

const lifetimes = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: '', label: 'It does not expire' },
]

interface NewTokenProps {
  readonly state: DialogState
  readonly isAdministrator: boolean
}

function TokenFields({ state, isAdministrator, onCreated }: NewTokenProps & { readonly onCreated: (token: CreatedToken) => void }) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>(['read'])
  const [days, setDays] = useState('90')
  const { mutate, isPending, error } = useCall('createToken')
  const chosen = scopeSchema.options.filter((scope) => scopes.includes(scope))
  const create = () => mutate({ body: { name, scopes: chosen, expiresDays: days === '' ? null : Number(days) } }, { onSuccess: onCreated })
  return (
    <DialogForm
      state={state}
      title="New token"
      submitWords="Make token"
      onSubmit={create}
      canSubmit={name.trim() !== '' && chosen.length > 0}
      isWorking={isPending}
      fault={null}
    >
      <TextInput
        label="Name"
        description="After what uses it"
        placeholder="notebook"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={error && `${error.message} ${error.hint}`}
        data-autofocus
      />
      <Checkbox.Group label="What it may do of what you may" value={scopes} onChange={setScopes}>
        <Stack gap="xs" mt="xs">
          {scopeSchema.options
            .filter((scope) => isAdministrator || scope !== 'administer')
            .map((scope) => (
              <Checkbox key={scope} size="xs" value={scope} label={scopeWords[scope]} />
            ))}
        </Stack>
      </Checkbox.Group>
      <Select label="Expires after" data={lifetimes} value={days} onChange={(value) => setDays(value ?? '')} allowDeselect={false} />
    </DialogForm>
  )
}

function NewTokenDialog({ state, isAdministrator }: NewTokenProps) {
  const [created, setCreated] = useState<CreatedToken | null>(null)
  if (!created) return <TokenFields state={state} isAdministrator={isAdministrator} onCreated={setCreated} />
  return (
    <ShownOnce state={state} title={`Token ${created.name}`} label="Token" text={created.secret}>
      Copy it now: it is kept nowhere, and is not shown again. Programs send it as <code>Authorization: Bearer</code>.
    </ShownOnce>
  )
}

/** Opens the dialog that makes a token, and shows its secret once. */
export function useNewToken(): (isAdministrator: boolean) => void {
  return (isAdministrator) => openDialog((state) => <NewTokenDialog state={state} isAdministrator={isAdministrator} />)
}
