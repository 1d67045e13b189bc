import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useCall } from '../../api/useApi.ts'

interface PasswordFormProps {
  readonly onSignedIn: () => void
}

/** Asks for name and password. After a wrong one the name stays, and the password is asked for again. */
export function PasswordForm({ onSignedIn }: PasswordFormProps) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const { mutate, isPending, error } = useCall('signIn')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate({ body: { name: name.trim(), password } }, { onSuccess: onSignedIn, onError: () => setPassword('') })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="Name"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          ref={first}
        />
        <PasswordInput
          label="Password"
          name="password"
          size="sm"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={error && `${error.message} ${error.hint}`}
          required
        />
        <Button type="submit" size="sm" loading={isPending} disabled={name.trim() === '' || password === ''}>
          Sign in
        </Button>
      </Stack>
    </form>
  )
}
