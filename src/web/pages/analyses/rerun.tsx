import { Alert, Button, Text } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import type { OperationView } from '../../../app/contract/operation.ts'
import { ApiFault } from '../../api/apiFault.ts'
import { followOperation } from '../../api/followOperation.ts'
import { useCall } from '../../api/useApi.ts'
import { FaultPanel } from '../../parts/faultPanel.tsx'

const outcomeSchema = z.object({
  isSame: z.boolean(),
  isSameInput: z.boolean(),
  files: z.array(z.object({ name: z.string(), isSame: z.boolean() })),
  madeWith: z.string(),
  rerunWith: z.string(),
})

type Outcome = z.output<typeof outcomeSchema>

/** What a rerun has come to. */
export interface Rerun {
  readonly start: () => void
  readonly isRunning: boolean
  readonly outcome: Outcome | null
  readonly fault: ApiFault | null
}

function faultOf({ fault }: OperationView): ApiFault | null {
  return fault && new ApiFault(409, { error: { ...fault, retryable: false, data: {} } })
}

/** Makes an analysis again, to be compared with what is frozen. */
export function useRerun(analysis: string): Rerun {
  const { mutateAsync, isPending } = useCall('rerunAnalysis')
  const [isFollowed, setFollowed] = useState(false)
  const [found, setFound] = useState<Pick<Rerun, 'outcome' | 'fault'>>({ outcome: null, fault: null })
  const run = async () => {
    setFound({ outcome: null, fault: null })
    setFollowed(true)
    try {
      const { id } = await mutateAsync({ params: { analysis } })
      const view = await followOperation(id)
      const outcome = outcomeSchema.safeParse(view.outcome)
      setFound({ outcome: outcome.success ? outcome.data : null, fault: faultOf(view) })
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error
      setFound({ outcome: null, fault: error })
    } finally {
      setFollowed(false)
    }
  }
  return { start: () => void run(), isRunning: isPending || isFollowed, ...found }
}

/** Whether the rerun came to the same bytes, and what differs. */
export function RerunOutcome({ rerun: { outcome, fault } }: { readonly rerun: Rerun }) {
  if (fault) return <FaultPanel fault={fault} />
  if (!outcome) return null
  const { isSame, isSameInput, files, madeWith, rerunWith } = outcome
  const differing = files.filter((file) => !file.isSame).map(({ name }) => name)
  return (
    <Alert
      color={isSame ? 'green' : 'yellow'}
      title={isSame ? 'Made again, it has the same bytes' : 'Made again, it differs'}
      role="status"
      styles={{ title: { color: 'var(--ink)' } }}
      mb="lg"
    >
      <Text>
        {isSame
          ? `${files.map(({ name }) => name).join(', ')}: each is the same, to the last bit.`
          : `${differing.join(', ')} ${differing.length === 1 ? 'differs' : 'differ'}. The frozen analysis stays as it is.`}
        {!isSame && !isSameInput && ' What it was made of has other content now.'}
        {!isSame && madeWith !== rerunWith && ` It was made with Halley ${madeWith}, this is ${rerunWith}.`}
      </Text>
    </Alert>
  )
}

/** The button that starts it. */
export function RerunButton({ rerun }: { readonly rerun: Rerun }) {
  return (
    <Button variant="default" loading={rerun.isRunning} onClick={rerun.start}>
      Rerun
    </Button>
  )
}
