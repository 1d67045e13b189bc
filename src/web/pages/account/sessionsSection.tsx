import { Button } from '@mantine/core'
import type { SessionView } from '../../../app/contract/account.ts'
import { useApi, useCall } from '../../api/useApi.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { tellDone, tellFault } from '../../parts/notify.tsx'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import { browserWords } from './browserWords.ts'

function SignOut({ session }: { readonly session: SessionView }) {
  const { mutate, isPending } = useCall('endSession')
  if (session.isThis) return 'This one'
  const words = browserWords(session.client)
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      loading={isPending}
      aria-label={`Sign out ${words}`}
      onClick={() =>
        mutate(
          { params: { session: session.id } },
          { onSuccess: () => tellDone({ words: `${words} was signed out.` }), onError: tellFault },
        )
      }
    >
      Sign out
    </Button>
  )
}

const columns: readonly TableColumn<SessionView>[] = [
  {
    id: 'client',
    header: 'Browser',
    cell: ({ client }) => <span title={client}>{browserWords(client)}</span>,
    sortBy: ({ client }) => client,
  },
  { id: 'seen', header: 'Last used', cell: ({ seenUtc }) => <When iso={seenUtc} />, sortBy: ({ seenUtc }) => seenUtc },
  { id: 'created', header: 'Signed in', cell: ({ createdUtc }) => <When iso={createdUtc} />, sortBy: ({ createdUtc }) => createdUtc },
  { id: 'expires', header: 'Ends', cell: ({ expiresUtc }) => <When iso={expiresUtc} />, sortBy: ({ expiresUtc }) => expiresUtc },
  { id: 'end', header: 'Actions', cell: (session) => <SignOut session={session} />, isControl: true },
]

/** Where the user is signed in. */
export function SessionsSection() {
  const query = useApi('listSessions', {})
  const { mutate, isPending } = useCall('signOutEverywhere')
  const others = (query.data?.sessions.length ?? 1) - 1
  const everywhere = () =>
    mutate(
      {},
      {
        onSuccess: ({ ended }) => tellDone({ words: `${ended} other ${ended === 1 ? 'session has' : 'sessions have'} ended.` }),
        onError: tellFault,
      },
    )
  return (
    <Section
      title="Sessions"
      actions={
        others > 0 && (
          <Button variant="default" loading={isPending} onClick={everywhere}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {({ sessions }) => (
          <ItemTable
            name="sessions"
            exports={{ by: 'page' }}
            label="Your sessions"
            rows={sessions}
            columns={columns}
            idOf={({ id }) => id}
            nameOf={({ client }) => browserWords(client)}
          />
        )}
      </Loaded>
    </Section>
  )
}
