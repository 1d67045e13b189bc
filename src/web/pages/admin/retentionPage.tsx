import { Button, Stack, Text } from '@mantine/core'
import type { Api } from '../../../app/contract/api/api.ts'
import type { ReplyOf } from '../../../app/contract/api/endpoint.ts'
import { useApi } from '../../api/useApi.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { PlanPanel } from '../../parts/planPanel.tsx'
import { Section } from '../../parts/section.tsx'
import { AdminPage } from './adminPage.tsx'
import { DaysForm } from './daysForm.tsx'
import { useReleaseSweep } from './useReleaseSweep.tsx'

type Retention = ReplyOf<Api['showRetention']>

/** What is due, and why nothing of it goes where the sweep has stopped. */
function Due({ due, stopped }: Retention) {
  const release = useReleaseSweep()
  if (due === null) return <Text>Nothing in Trash is due. A worker looks every hour, and tells owners a few days before.</Text>
  const isAllKept = due.plan.entryIds.length === 0
  return (
    <Stack gap="md" className="site-panel" p="lg">
      {isAllKept && <Text>What is due is held, or in use: nothing of it goes until that has ended.</Text>}
      {!isAllKept && stopped === null && <Text>This is due, and goes with the next sweep, within the hour.</Text>}
      {!isAllKept && stopped !== null && (
        <>
          <Text fw={600}>The sweep has stopped: nothing is deleted by itself until somebody has looked.</Text>
          <Text>{stopped.words}</Text>
        </>
      )}
      <PlanPanel shown={due} isFinal />
      {!isAllKept && stopped?.administratorMayRelease && (
        <Button variant="outline" color="danger" style={{ alignSelf: 'flex-start' }} onClick={() => release(due)}>
          Release the sweep
        </Button>
      )}
    </Stack>
  )
}

/** How long things stay in Trash, and the sweep that deletes what has been there for its time. */
export function RetentionPage() {
  const query = useApi('showRetention', {})
  return (
    <AdminPage title="Retention">
      <Loaded query={query}>
        {(retention) => (
          <>
            <Section title="Days in Trash">
              <DaysForm key={retention.days} days={retention.days} />
            </Section>
            <Section title="Due now">
              <Due {...retention} />
            </Section>
          </>
        )}
      </Loaded>
    </AdminPage>
  )
}
