import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useApi } from '../../api/useApi.ts'
import { useNewSample } from '../../dialogs/useNewSample.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { ViewTrash } from '../../parts/viewTrash.tsx'
import { NoSamples } from './noSamples.tsx'
import { SamplesList } from './samplesList.tsx'

const route = getRouteApi('/framed/samples')

/** All samples that the user may see. */
export function SamplesPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useApi('listSamples', { query: {} })
  const newSample = useNewSample()
  return (
    <Page
      title="Samples"
      actions={
        <>
          <ViewTrash kind="sample" />
          <Button onClick={() => newSample()}>New sample</Button>
        </>
      }
    >
      <Loaded query={query}>
        {({ samples }) =>
          samples.length === 0 ? (
            <NoSamples />
          ) : (
            <SamplesList samples={samples} search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />
          )
        }
      </Loaded>
    </Page>
  )
}
