import { Button, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ProjectDetails } from '../../../app/contract/project.ts'
import { useApi } from '../../api/useApi.ts'
import { useNewAnalysis } from '../../dialogs/useNewAnalysis.tsx'
import { useNewSample } from '../../dialogs/useNewSample.tsx'
import { EmptyState } from '../../parts/emptyState.tsx'
import { ItemList } from '../../parts/itemList.tsx'
import type { ListSearch } from '../../parts/listSearch.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { AnalysesList } from '../analyses/analysesList.tsx'
import { NoAnalyses } from '../analyses/noAnalyses.tsx'
import { runsColumns } from '../runs/runsColumns.tsx'
import { NoSamples } from '../samples/noSamples.tsx'
import { SamplesList } from '../samples/samplesList.tsx'

interface TabProps {
  readonly project: ProjectDetails
  readonly search: ListSearch
  readonly onSearch: (search: ListSearch) => void
}

const shownColumns = ['name', 'status', 'version', 'images', 'sources', 'new', 'size', 'changed']

/** The runs of a project, with what can be done to the selected. */
export function RunsOfProject({ project, search, onSearch }: TabProps) {
  const query = useApi('listRuns', { query: { project: project.name, limit: 10_000 } })
  return (
    <Loaded query={query}>
      {({ runs }) =>
        runs.length === 0 ? (
          <EmptyState
            title="No runs in this project"
            action={
              project.mayCreate && (
                <Button component={Link} to={`/runs/new?project=${project.id}`}>
                  New run
                </Button>
              )
            }
          >
            Make a run here, or move runs here: select them in <Link to="/runs">the list of runs</Link>, then Move to project.
          </EmptyState>
        ) : (
          <ItemList
            kind="run"
            words="runs"
            rows={runs}
            columns={runsColumns.filter(({ id }) => shownColumns.includes(id))}
            textOf={({ name, description, owner, words }) => [name, description, owner, words].join(' ')}
            search={search}
            onSearch={onSearch}
          />
        )
      }
    </Loaded>
  )
}

/** The samples of a project. */
export function SamplesOfProject({ project, search, onSearch }: TabProps) {
  const query = useApi('listSamples', { query: { project: project.id } })
  const newSample = useNewSample()
  const start = { project: project.id }
  return (
    <Loaded query={query}>
      {({ samples }) =>
        samples.length === 0 ? (
          <NoSamples start={start} />
        ) : (
          <>
            {project.mayCreate && (
              <Group justify="flex-end" mb="sm">
                <Button variant="default" onClick={() => newSample(start)}>
                  New sample
                </Button>
              </Group>
            )}
            <SamplesList samples={samples} search={search} onSearch={onSearch} isOfProject />
          </>
        )
      }
    </Loaded>
  )
}

/** The analyses of a project. */
export function AnalysesOfProject({ project, search, onSearch }: TabProps) {
  const query = useApi('listAnalyses', { query: { project: project.id } })
  const newAnalysis = useNewAnalysis()
  const start = { project: project.id }
  return (
    <Loaded query={query}>
      {({ analyses }) =>
        analyses.length === 0 ? (
          <NoAnalyses start={start} />
        ) : (
          <>
            {project.mayCreate && (
              <Group justify="flex-end" mb="sm">
                <Button variant="default" onClick={() => newAnalysis(start)}>
                  New analysis
                </Button>
              </Group>
            )}
            <AnalysesList analyses={analyses} search={search} onSearch={onSearch} isOfProject />
          </>
        )
      }
    </Loaded>
  )
}
