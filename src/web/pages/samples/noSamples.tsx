import { Button } from '@mantine/core'
import { useNewSample, type SampleStart } from '../../dialogs/useNewSample.tsx'
import { EmptyState } from '../../parts/emptyState.tsx'

/** What stands where there are no samples yet. */
export function NoSamples({ start }: { readonly start?: SampleStart }) {
  const newSample = useNewSample()
  return (
    <EmptyState title="No samples yet" action={<Button onClick={() => newSample(start)}>New sample</Button>}>
      A sample is a frozen selection of sources by a query, with a copy of all their measurements: it stays as it is when its runs are
      processed again or deleted.
    </EmptyState>
  )
}
