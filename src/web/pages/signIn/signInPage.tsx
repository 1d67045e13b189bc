import { Button, Code, Divider, Stack, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { safeTarget } from '../../../app/contract/safeTarget.ts'
import { useApi } from '../../api/useApi.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { PasswordForm } from './passwordForm.tsx'
import { SignInPanel } from './signInPanel.tsx'
import type { SignInSearch } from './signInSearch.ts'

const route = getRouteApi('/sign-in')

const reasons: Readonly<Record<NonNullable<SignInSearch['because']>, string>> = {
  link: 'This link was used before, has expired, or is incomplete. Each link signs in once.',
  provider: 'The provider did not say who you are. Try again; if it goes on, tell an administrator.',
  unknown:
    'You have no account here, or it is not connected yet. Ask an administrator for one; if you have one, sign in to it and connect it on the page of your account.',
}

/** What somebody without accounts has to do: the page of a server that serves who started it. */
function LaptopSignIn() {
  return (
    <Stack gap="sm">
      <Text>This site is for who started it. The link that was printed when it started signs you in, once.</Text>
      <Text>For a new link, start it again:</Text>
      <Code block>./halley serve</Code>
    </Stack>
  )
}

/** The ways to sign in, and back to the page that asked for it. */
export function SignInPage() {
  const { to, because } = route.useSearch()
  const query = useApi('showSignIn', {})
  const target = safeTarget(to)
  return (
    <SignInPanel title="Sign in">
      <Stack gap="md">
        {because && (
          <Text role="alert" c="var(--waiting)">
            {reasons[because]}
          </Text>
        )}
        <Loaded query={query}>
          {({ mode, hasPasswords, provider }) =>
            mode === 'laptop' ? (
              <LaptopSignIn />
            ) : (
              <>
                {provider !== null && (
                  <Button component="a" size="sm" variant="default" href={`/sign-in/provider?to=${encodeURIComponent(target)}`}>
                    Sign in with {provider}
                  </Button>
                )}
                {provider !== null && hasPasswords && <Divider label="or" />}
                {hasPasswords && <PasswordForm onSignedIn={() => window.location.assign(target)} />}
              </>
            )
          }
        </Loaded>
      </Stack>
    </SignInPanel>
  )
}
