import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { Account } from '../../../app/contract/account.ts'
import { useCall } from '../../api/useApi.ts'
import { tellDone } from '../../parts/notify.tsx'
import { Section } from '../../parts/section.tsx'

/** Name, and where notices go by mail. */
export function DetailsSection({ account }: { readonly account: Account }) {
  const [name, setName] = useState(account.name)
  const [email, setEmail] = useState(account.email ?? '')
  const { mutate, isPending, error } = useCall('changeAccount')
  const isSame = name === account.name && email === (account.email ?? '')
  const words = error && `${error.message} ${error.hint}`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate({ body: { name, email: email.trim() } }, { onSuccess: () => tellDone({ words: 'Your account was changed.' }) })
  }
  return (
    <Section title="You">
      <form onSubmit={submit}>
        <Stack gap="md" maw={480} className="site-panel" p="lg">
          <TextInput
            label="Name"
            description={account.isAdministrator ? 'You are an administrator.' : undefined}
            autoComplete="username"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={error?.code !== 'user.email' && words}
            required
          />
          <TextInput
            label="E-mail for notices"
            description="What others do to what is yours, and what is deleted soon. Empty: no mails."
            type="email"
            autoComplete="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={error?.code === 'user.email' && words}
          />
          <Group>
            <Button type="submit" loading={isPending} disabled={isSame || name === ''}>
              Save account
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
