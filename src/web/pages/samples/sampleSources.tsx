import { SegmentedControl } from '@mantine/core'
import type { SampleDetails } from '../../../app/contract/sample.ts'
import { addressOf } from '../../api/callApi.ts'
import { Section } from '../../parts/section.tsx'
import { SendToSamp } from '../../parts/sendToSamp.tsx'
import { ActMenu } from '../sources/query/actMenu.tsx'
import { CurveGrid } from './curves/curveGrid.tsx'
import type { SampleSearch } from './sampleSearch.ts'
import { SourcesTable } from './sourcesTable.tsx'

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
          <SendToSamp things={[{ kind: 'table', name: sample.name, address: tableOf(id) }]} />
          <ActMenu many={many} versions={[]} />
        </>
      }
    >
      {isGrid ? (
        <CurveGrid sample={id} runs={runs} search={search} onSearch={onSearch} />
      ) : (
        <SourcesTable sample={id} runs={runs} sort={search.sort} onSort={(sort) => onSearch({ sort })} />
      )}
    </Section>
  )
}
