import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { Account } from '../../../app/contract/account.ts'
import { useApi, useCall } from '../../api/useApi.ts'
import { tellDone, tellFault } from '../../parts/notify.tsx'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import { useChangePassword } from './useChangePassword.tsx'

interface ConnectedProviderProps {
  readonly issuer: string
  /** Whether there is no other way to sign in. */
  readonly isLast: boolean
}

/** A provider that signs the user in, and the end of that. */
function ConnectedProvider({ issuer, isLast }: ConnectedProviderProps) {
  const disconnect = useCall('disconnectProvider')
  const queries = useQueryClient()
  const { hostname } = new URL(issuer)
  const onSuccess = () => {
    void queries.invalidateQueries({ queryKey: ['showAccount'] })
    tellDone({ words: `${hostname} signs you in no more.` })
  }
  return (
    <Group justify="space-between">
      <Text>
        Known to {hostname}
        {isLast && ', the only way that you sign in'}
      </Text>
      {!isLast && (
        <Button
          variant="default"
          loading={disconnect.isPending}
          onClick={() => disconnect.mutate({ body: { issuer } }, { onSuccess, onError: tellFault })}
        >
          Disconnect {hostname}
        </Button>
      )}
    </Group>
  )
}

/** How the user signs in: password, and providers that know them. */
export function SignInSection({ account: { passwordChangedUtc, issuers, name } }: { readonly account: Account }) {
  const change = useChangePassword()
  const { data } = useApi('showSignIn', {})
  return (
    <Section title="Sign-in">
      <Stack gap="md" maw={480} className="site-panel" p="lg">
        <Group justify="space-between">
          {passwordChangedUtc === null ? (
            <Text>No password. An administrator makes a link by which you choose one.</Text>
          ) : (
            <Text>
              Password, changed <When iso={passwordChangedUtc} />
            </Text>
          )}
          {passwordChangedUtc !== null && (
            <Button variant="default" onClick={() => change(name)}>
              Change password
            </Button>
          )}
        </Group>
        {issuers.map((issuer) => (
          <ConnectedProvider key={issuer} issuer={issuer} isLast={passwordChangedUtc === null && issuers.length === 1} />
        ))}
        {data?.provider && issuers.length === 0 && (
          <Group justify="space-between">
            <Text>Sign in with {data.provider} too</Text>
            <Button component="a" variant="default" href="/sign-in/provider?connect=1&to=%2Faccount">
              Connect {data.provider}
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  )
}
