import type { Activity } from '../../../app/contract/activity.ts'
import { callApi } from '../../api/callApi.ts'
import { ExportMenu } from '../../parts/table/exportMenu.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { downloadTable, writtenTable } from '../../parts/table/tableExport.ts'
import type { ActivitySearch } from './activitySearch.ts'

const columns: readonly TableColumn<Activity>[] = [
  { id: 'at', header: 'When, UTC', cell: ({ atUtc }) => atUtc },
  { id: 'who', header: 'Who', cell: ({ actor }) => actor },
  { id: 'what', header: 'What', cell: ({ words }) => words },
  { id: 'subject', header: 'To what', cell: ({ subject }) => subject },
  { id: 'facts', header: 'What else is kept of it', cell: ({ facts }) => facts.map(({ label, value }) => `${label}: ${value}`).join('; ') },
]

const eventsAtOnce = 500

async function allEvents(search: ActivitySearch): Promise<readonly Activity[]> {
  const events: Activity[] = []
  let before: string | null | undefined
  do {
    const page = await callApi('listActivity', { query: { ...search, before: before ?? undefined, limit: eventsAtOnce } })
    events.push(...page.events)
    before = page.next
  } while (before !== null)
  return events
}

/** Takes all events of the filters away, whatever page of them is shown. */
export function ActivityExport({ search }: { readonly search: ActivitySearch }) {
  const write = async () => downloadTable('activity', writtenTable(columns, await allEvents(search)), 'csv')
  return <ExportMenu label="Activity" formats={['csv']} addressOf={null} onWrite={write} />
}
