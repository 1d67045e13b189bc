import { Anchor, Text } from '@mantine/core'
import { useApi } from '../../api/useApi.ts'
import { Facts } from '../../parts/facts.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Section } from '../../parts/section.tsx'
import { AdminPage } from './adminPage.tsx'
import { AnnouncementForm } from './announcementForm.tsx'
import { HistoryCheck } from './historyCheck.tsx'

/** What concerns the server as a whole: what it tells everybody, and whether its history is whole. */
export function ServerPage() {
  const session = useApi('showSession', {})
  return (
    <AdminPage title="Server">
      <Loaded query={session}>
        {({ announcement, version, mode }) => (
          <>
            <Facts
              facts={[
                { label: 'Version', value: version },
                { label: 'Serves', value: mode === 'laptop' ? 'who started it' : 'users with accounts' },
              ]}
            />
            <Section title="Announcement">
              <AnnouncementForm key={announcement} words={announcement} />
            </Section>
            <Section title="History">
              <HistoryCheck />
            </Section>
            <Section title="API">
              <Text>
                Everything that the site does can be done by programs:{' '}
                <Anchor href="/api/docs" underline="always">
                  documentation of the API
                </Anchor>
                ,{' '}
                <Anchor href="/api/openapi.json" underline="always">
                  OpenAPI document
                </Anchor>
                .
              </Text>
            </Section>
          </>
        )}
      </Loaded>
    </AdminPage>
  )
}
