import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { shortestPassword } from '../../../app/contract/passwordLength.ts'
import { useCall } from '../../api/useApi.ts'

interface ChoosePasswordFormProps {
  readonly secret: string
  /** Null: asked for. */
  readonly userName: string | null
  readonly suggestedName: string
  readonly onChosen: () => void
}

/** Asks for a new password twice, and for the name of who names themselves. */
export function ChoosePasswordForm({ secret, userName, suggestedName, onChosen }: ChoosePasswordFormProps) {
  const [name, setName] = useState(suggestedName)
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const { mutate, isPending, error } = useCall('choosePassword')
  const isName = error?.code.startsWith('user.') ?? false
  const words = error && `${error.message} ${error.hint}`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate({ body: { secret, userName: userName === null ? name : null, password } }, { onSuccess: onChosen })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="Name"
          name="username"
          autoComplete="username"
          value={userName ?? name}
          readOnly={userName !== null}
          onChange={(event) => setName(event.currentTarget.value)}
          error={isName && words}
          required
        />
        <PasswordInput
          label="New password"
          description={`${shortestPassword} characters or more. Four words that do not belong together do well.`}
          size="sm"
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={!isName && words}
          required
          ref={first}
        />
        <PasswordInput
          label="The same again"
          size="sm"
          autoComplete="new-password"
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          error={again !== '' && !password.startsWith(again) && 'Expected the same password, found another.'}
          required
        />
        <Button type="submit" size="sm" loading={isPending} disabled={password.length < shortestPassword || password !== again}>
          Choose password and sign in
        </Button>
      </Stack>
    </form>
  )
}
