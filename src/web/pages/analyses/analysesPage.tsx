import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useApi } from '../../api/useApi.ts'
import { useNewAnalysis } from '../../dialogs/useNewAnalysis.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { ViewTrash } from '../../parts/viewTrash.tsx'
import { AnalysesList } from './analysesList.tsx'
import { NoAnalyses } from './noAnalyses.tsx'

const route = getRouteApi('/framed/analyses')

/** All analyses that the user may see. */
export function AnalysesPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useApi('listAnalyses', { query: {} })
  const newAnalysis = useNewAnalysis()
  return (
    <Page
      title="Analyses"
      actions={
        <>
          <ViewTrash kind="analysis" />
          <Button onClick={() => newAnalysis()}>New analysis</Button>
        </>
      }
    >
      <Loaded query={query}>
        {({ analyses }) =>
          analyses.length === 0 ? (
            <NoAnalyses />
          ) : (
            <AnalysesList analyses={analyses} search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />
          )
        }
      </Loaded>
    </Page>
  )
}
