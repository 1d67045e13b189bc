import { SegmentedControl } from '@mantine/core'
import type { SampleDetails } from '../../../app/contract/sample.ts'
import { addressOf } from '../../api/callApi.ts'
import { useApi } from '../../api/useApi.ts'
import { Section } from '../../parts/section.tsx'
import { SendToSamp } from '../../parts/sendToSamp.tsx'
import { ActMenu } from '../sources/query/actMenu.tsx'
import { ColumnChooser } from '../sources/query/columnChooser.tsx'
import { ExportMenu } from '../sources/query/exportMenu.tsx'
import { CurveGrid } from './curves/curveGrid.tsx'
import type { SampleSearch } from './sampleSearch.ts'
import { SourcesTable } from './sourcesTable.tsx'
import { useSampleColumns } from './useSampleColumns.ts'

interface SampleSourcesProps {
  readonly sample: SampleDetails
  /** The ids of the runs that it is from and that can be seen, by the names that they had. */
  readonly runs: ReadonlyMap<string, string>
  readonly search: SampleSearch
  readonly onSearch: (search: SampleSearch) => void
}

function tableOf(sample: string): string {
  return addressOf('exportSources', { query: { sample, format: 'votable' } })
}

/** The sources of a sample: as a table or as light curves, to be taken away, tagged and made favourites all at once. */
export function SampleSources({ sample, runs, search, onSearch }: SampleSourcesProps) {
  const { id, counts } = sample
  const { shown, keep, forget } = useSampleColumns()
  const { data } = useApi('listSampleSources', { params: { sample: id }, query: { limit: 1 } })
  const columns = (data?.columns ?? []).map(({ name, unit, description, isNumber }) => {
    return { name, unit, description, kind: isNumber ? ('number' as const) : ('text' as const) }
  })
  const many = { ground: { sample: id }, q: '', only: null, count: counts.sources }
  const isGrid = search.view === 'curves'
  return (
    <Section
      title="Sources"
      actions={
        <>
          <SegmentedControl
            aria-label="Show as"
            data={[
              { value: 'table', label: 'Table' },
              { value: 'curves', label: 'Light curves' },
            ]}
            value={isGrid ? 'curves' : 'table'}
            onChange={(view) => onSearch({ view: view === 'curves' ? view : undefined })}
          />
          {!isGrid && <ColumnChooser columns={columns} shown={shown} onChange={keep} onReset={forget} />}
          <ExportMenu ground={{ sample: id }} q="" />
          <SendToSamp things={[{ kind: 'table', name: sample.name, address: tableOf(id) }]} />
          <ActMenu many={many} versions={[]} />
        </>
      }
    >
      {isGrid ? (
        <CurveGrid sample={id} runs={runs} search={search} onSearch={onSearch} />
      ) : (
        <SourcesTable sample={id} runs={runs} shown={shown} sort={search.sort} onSort={(sort) => onSearch({ sort })} />
      )}
    </Section>
  )
}
