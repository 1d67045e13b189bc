import { Stack, Text } from '@mantine/core'
import { useEffect } from 'react'
import { useCall } from '../../api/useApi.ts'
import { FaultPanel } from '../../parts/faultPanel.tsx'
import { ChoosePasswordForm } from './choosePasswordForm.tsx'
import { SignInPanel } from './signInPanel.tsx'

/** What stands after `#`: browsers send it to no server, so it is in no log. */
function secretOfAddress(): string {
  return window.location.hash.slice(1)
}

/** Where a link leads by which a password is chosen: of a user, or of the first administrator, who names themselves. */
export function ChoosePasswordPage() {
  const { mutate, data, error } = useCall('showPasswordLink')
  useEffect(() => mutate({ body: { secret: secretOfAddress() } }), [mutate])
  return (
    <SignInPanel title={data?.purpose === 'firstAdministrator' ? 'Name the first administrator' : 'Choose a password'}>
      {error && <FaultPanel fault={error} />}
      {data && (
        <Stack gap="md">
          <Text>
            {data.userName === null
              ? 'Nobody administers this server yet. Who does so first lets the others in.'
              : `For ${data.userName}. All sessions that there are of this user end.`}
          </Text>
          <ChoosePasswordForm
            secret={secretOfAddress()}
            userName={data.userName}
            suggestedName={data.suggestedName}
            onChosen={() => window.location.assign(data.purpose === 'firstAdministrator' ? '/admin' : '/')}
          />
        </Stack>
      )}
    </SignInPanel>
  )
}
