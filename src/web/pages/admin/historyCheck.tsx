import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useCall } from '../../api/useApi.ts'
import { FaultPanel } from '../../parts/faultPanel.tsx'
import { formatCount } from '../../parts/format.ts'

/** Computes the chain of the history again, and says whether all of it is as it was written. */
export function HistoryCheck() {
  const [head, setHead] = useState('')
  const { mutate, isPending, data, error } = useCall('verifyHistory')
  const verify = (event: FormEvent) => {
    event.preventDefault()
    mutate({ body: { expectedHead: head.trim() === '' ? null : head.trim() } })
  }
  return (
    <form onSubmit={verify}>
      <Stack gap="md" maw={640} className="site-panel" p="lg">
        <Text>
          Every act is an event in a chain of hashes. Verifying computes the chain again: an event that was changed or removed shows.
        </Text>
        <TextInput
          label="Head that was noted earlier"
          description="It proves that nothing before it was changed. Empty: none."
          value={head}
          onChange={(event) => setHead(event.currentTarget.value)}
          classNames={{ input: 'site-mono' }}
          spellCheck={false}
        />
        <Group>
          <Button type="submit" variant="default" loading={isPending}>
            Verify history
          </Button>
        </Group>
        <div role="status">
          {data && (
            <Stack gap="xs">
              <Group gap="xs" c="var(--success)">
                <IconCheck size={16} aria-hidden="true" />
                <Text>{formatCount(data.sealed)} events, all as they were written.</Text>
              </Group>
              <Text>Its head, to note elsewhere:</Text>
              <Text className="site-mono" style={{ overflowWrap: 'anywhere' }}>
                {data.head}
              </Text>
            </Stack>
          )}
        </div>
        {error && <FaultPanel fault={error} />}
      </Stack>
    </form>
  )
}
