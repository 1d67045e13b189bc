import { Button, Group, Stack, Text } from '@mantine/core'
import type { Account } from '../../../app/contract/account.ts'
import { useApi } from '../../api/useApi.ts'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import { useChangePassword } from './useChangePassword.tsx'

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
          <Text key={issuer}>Known to {new URL(issuer).hostname}</Text>
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
