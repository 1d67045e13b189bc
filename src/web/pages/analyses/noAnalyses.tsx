import { Button } from '@mantine/core'
import { useNewAnalysis, type AnalysisStart } from '../../dialogs/useNewAnalysis.tsx'
import { EmptyState } from '../../parts/emptyState.tsx'

/** What stands where there are no analyses yet. */
export function NoAnalyses({ start }: { readonly start?: AnalysisStart }) {
  const newAnalysis = useNewAnalysis()
  return (
    <EmptyState title="No analyses yet" action={<Button onClick={() => newAnalysis(start)}>New analysis</Button>}>
      An analysis is a frozen search for variable sources in a version of a run or in a sample: thresholds in eta and V, and the candidates
      above both.
    </EmptyState>
  )
}
