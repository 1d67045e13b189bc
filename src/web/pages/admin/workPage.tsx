import { useApi } from '../../api/useApi.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Section } from '../../parts/section.tsx'
import { AdminPage } from './adminPage.tsx'
import { LimitsForm } from './limitsForm.tsx'
import { OperationsTable } from './operationsTable.tsx'
import { WorkersTable } from './workersTable.tsx'

/** What is worked on by everybody, by which workers, and how many at once. */
export function WorkPage() {
  const operations = useApi('listOperations', { query: {} })
  const workers = useApi('listWorkers', {})
  const limits = useApi('showLimits', {})
  return (
    <AdminPage title="Work">
      <Section title="Operations">
        <Loaded query={operations}>{(reply) => <OperationsTable operations={reply.operations} />}</Loaded>
      </Section>
      <Section title="Workers">
        <Loaded query={workers}>{(reply) => <WorkersTable workers={reply.workers} />}</Loaded>
      </Section>
      <Section title="Limits">
        <Loaded query={limits}>{(reply) => <LimitsForm key={JSON.stringify(reply)} limits={reply} />}</Loaded>
      </Section>
    </AdminPage>
  )
}
