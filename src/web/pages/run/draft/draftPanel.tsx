import { Button, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { RunDraft } from '../../../../app/contract/runDraft.ts'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { useApi } from '../../../api/useApi.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { When } from '../../../parts/when.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { changedLines } from './changedLines.ts'

function Standing({ text, shown, hash }: RunDraft) {
  if (hash === null) return <Text>There is no configuration file: the editor offers one to begin with.</Text>
  if (!shown) return <Text>Not processed yet.</Text>
  if (shown.text === text) return <Text>As version {shown.version}, which is shown, was processed with it.</Text>
  const { added, removed } = changedLines(shown.text, text)
  return (
    <Text>
      Edited since version {shown.version}: {added} {added === 1 ? 'line' : 'lines'} new, {removed} gone. The next processing uses it.
    </Text>
  )
}

/** Whether the configuration is that of what is shown, and the way to its editor. */
export function DraftPanel({ run }: { readonly run: RunStatus }) {
  const query = useApi('showDraft', { params: { run: run.id } })
  const mayEdit = query.data?.mayEdit ?? false
  const [latest] = query.data?.kept ?? []
  return (
    <Panel
      title="Configuration"
      actions={
        <Button component={Link} to={`/runs/${encodeURIComponent(run.name)}/configuration`} variant="default">
          {mayEdit ? 'Edit' : 'Read'}
        </Button>
      }
    >
      <Loaded query={query}>{(draft) => <Standing {...draft} />}</Loaded>
      {latest && (
        <Text c="dimmed">
          Edits that a restore put aside <When iso={latest.keptUtc} /> can be taken up again in the editor.
        </Text>
      )}
    </Panel>
  )
}
