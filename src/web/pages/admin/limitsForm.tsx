import { Button, Group, NumberInput, Stack } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { Api } from '../../../app/contract/api/api.ts'
import type { ReplyOf } from '../../../app/contract/api/endpoint.ts'
import { useCall } from '../../api/useApi.ts'
import { tellDone } from '../../parts/notify.tsx'

interface LimitsFormProps {
  readonly limits: ReplyOf<Api['showLimits']>
}

/** How many operations are at work at once; what is beyond that waits. */
export function LimitsForm({ limits }: LimitsFormProps) {
  const [processings, setProcessings] = useState<number | string>(limits.maxProcessings)
  const [perUser, setPerUser] = useState<number | string>(limits.maxOperationsPerUser)
  const [lease, setLease] = useState<number | string>(limits.leaseMs / 1000)
  const { mutate, isPending, error } = useCall('changeLimits')
  const isWhole = [processings, perUser, lease].every((value) => typeof value === 'number')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate(
      { body: { maxProcessings: Number(processings), maxOperationsPerUser: Number(perUser), leaseSeconds: Number(lease) } },
      { onSuccess: () => tellDone({ words: 'The limits were changed.' }) },
    )
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw={480} className="site-panel" p="lg">
        <NumberInput
          label="Processings at once"
          description="Over all hosts. 0: any number."
          size="sm"
          min={0}
          max={1000}
          allowDecimal={false}
          value={processings}
          onChange={setProcessings}
        />
        <NumberInput
          label="Operations of one user at once"
          description="0: any number."
          size="sm"
          min={0}
          max={1000}
          allowDecimal={false}
          value={perUser}
          onChange={setPerUser}
        />
        <NumberInput
          label="Seconds until a silent worker is taken to be dead"
          description="Its work is taken up by another."
          size="sm"
          min={1}
          max={86_400}
          allowDecimal={false}
          value={lease}
          onChange={setLease}
          error={error && `${error.message} ${error.hint}`}
        />
        <Group>
          <Button type="submit" loading={isPending} disabled={!isWhole}>
            Save limits
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
