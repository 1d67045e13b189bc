import { Button, Text } from '@mantine/core'
import { useApi, useCall } from '../../api/useApi.ts'
import { FaultPanel } from '../../parts/faultPanel.tsx'
import { formatCount } from '../../parts/format.ts'
import { tellDone } from '../../parts/notify.tsx'
import { Panel } from '../../parts/panel.tsx'

/** Whether the history is whole, for administrators. */
export function SealPanel() {
  const { data: seal } = useApi('showSeal', {})
  const verify = useCall('verifyHistory')
  if (!seal) return null
  const check = () =>
    verify.mutate(
      { body: {} },
      { onSuccess: ({ sealed }) => tellDone({ words: `The history is whole: ${formatCount(sealed)} events, each in its place.` }) },
    )
  return (
    <div style={{ marginTop: 24 }}>
      <Panel
        title="Seal of the history"
        remark={`${formatCount(seal.sealed)} events sealed, ${formatCount(seal.unsealed)} since`}
        actions={
          <Button variant="default" loading={verify.isPending} onClick={check}>
            Verify
          </Button>
        }
      >
        {verify.error && <FaultPanel fault={verify.error} />}
        <Text c="dimmed">
          Each event is sealed with a hash of all before it. Note the last one elsewhere: it proves later that nothing was changed.
        </Text>
        <Text className="site-mono" style={{ overflowWrap: 'anywhere' }}>
          {seal.head}
        </Text>
      </Panel>
    </div>
  )
}
