import { Button, Group, NumberInput, Stack } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { Api } from '../../../app/contract/api/api.ts'
import type { ReplyOf } from '../../../app/contract/api/endpoint.ts'
import { useCall } from '../../api/useApi.ts'
import { tellDone } from '../../parts/notify.tsx'

interface LimitsFormProps {
  readonly limits: ReplyOf<Api['showLimits']>
}

const gigabyte = 1e9

/** What users and operations share: operations beyond it wait, who keeps too much starts nothing that adds to it. */
export function LimitsForm({ limits }: LimitsFormProps) {
  const [processings, setProcessings] = useState<number | string>(limits.maxProcessings)
  const [perUser, setPerUser] = useState<number | string>(limits.maxOperationsPerUser)
  const [storage, setStorage] = useState<number | string>(limits.maxBytesPerUser / gigabyte)
  const [lease, setLease] = useState<number | string>(limits.leaseMs / 1000)
  const { mutate, isPending, error } = useCall('changeLimits')
  const isWhole = [processings, perUser, storage, lease].every((value) => typeof value === 'number')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate(
      {
        body: {
          maxProcessings: Number(processings),
          maxOperationsPerUser: Number(perUser),
          maxBytesPerUser: Math.round(Number(storage) * gigabyte),
          leaseSeconds: Number(lease),
        },
      },
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
          label="Gigabytes that one user may keep"
          description="Trash included; users with a limit of their own have that. 0: any amount."
          size="sm"
          min={0}
          max={1_000_000}
          value={storage}
          onChange={setStorage}
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
