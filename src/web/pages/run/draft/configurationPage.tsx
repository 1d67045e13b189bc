import { Button, Menu, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { RunDraft } from '../../../../app/contract/runDraft.ts'
import type { ConfigProblem } from '../../../../app/contract/configProblem.ts'
import { callApi } from '../../../api/callApi.ts'
import { FaultPanel } from '../../../parts/faultPanel.tsx'
import { formatUtc } from '../../../parts/format.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { tellFault } from '../../../parts/notify.tsx'
import { Page } from '../../../parts/page.tsx'
import { useRun } from '../useRun.ts'
import { MissingRun } from '../missingRun.tsx'
import { CheckOutcome } from './checkOutcome.tsx'
import { DraftConflict } from './draftConflict.tsx'
import { DraftEditor } from './draftEditor.tsx'
import { LeaveGuard } from './leaveGuard.tsx'
import { MergeView } from './mergeView.tsx'
import { useDraft } from './useDraft.ts'
import { useDraftCheck } from './useDraftCheck.ts'

const route = getRouteApi('/framed/runs/$run/configuration')

interface KeptMenuProps {
  readonly run: string
  readonly draft: RunDraft
  readonly onTake: (text: string) => void
}

/** Edits that a restore has put aside, to take up again. */
function KeptMenu({ run, draft: { kept }, onTake }: KeptMenuProps) {
  if (kept.length === 0) return null
  const take = (name: string) => {
    callApi('showKeptEdits', { params: { run, name } }).then(({ text }) => onTake(text), tellFault)
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} />}>
          Kept edits
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Edits that were never processed, kept by a restore</Menu.Label>
        {kept.map(({ name, keptUtc }) => (
          <Menu.Item key={name} onClick={() => take(name)}>
            Take up those of {formatUtc(keptUtc)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type View = 'edit' | 'compare'

interface ViewsProps {
  readonly view: View
  readonly draft: RunDraft
  readonly text: string
  readonly onChange: (text: string) => void
  readonly onSave: () => void
  readonly check: (text: string) => Promise<readonly ConfigProblem[]>
}

function Views({ view, draft, text, onChange, onSave, check }: ViewsProps) {
  if (view === 'compare' && draft.shown) {
    if (draft.shown.text === text) return <Text>The same as version {draft.shown.version} was processed with.</Text>
    return <MergeView before={draft.shown.text} after={text} labels={[`Version ${draft.shown.version}, which is shown`, 'As edited']} />
  }
  return <DraftEditor text={text} isReadOnly={!draft.mayEdit} onChange={onChange} onSave={onSave} check={check} />
}

function Configuration({ name }: { readonly name: string }) {
  const run = useRun(name)
  const [view, setView] = useState<View>('edit')
  const { query, text, isChanged, isSaving, other, fault, edit, save, drop } = useDraft(name)
  const { report, check, isLooking, lookIntoFiles } = useDraftCheck(name)
  const draft = query.data
  if (run.error && !run.data) return <MissingRun name={name} query={run} />
  return (
    <Page
      title="Configuration"
      crumbs={[
        { words: 'Runs', to: '/runs' },
        { words: name, to: `/runs/${encodeURIComponent(name)}` },
      ]}
      status={isChanged && <span className="site-muted">edited, not saved</span>}
      actions={
        draft && (
          <>
            <KeptMenu run={name} draft={draft} onTake={edit} />
            {draft.mayEdit && (
              <>
                <Button variant="default" loading={isLooking} onClick={() => lookIntoFiles(text)}>
                  Validate with files
                </Button>
                <Button variant="default" disabled={!isChanged} onClick={drop}>
                  Drop edits
                </Button>
                <Button loading={isSaving} disabled={!isChanged && draft.hash !== null} onClick={() => save()}>
                  Save configuration
                </Button>
              </>
            )}
          </>
        )
      }
    >
      <LeaveGuard isChanged={isChanged} />
      <Loaded query={query}>
        {(found) => (
          <Stack gap="md">
            {fault && <FaultPanel fault={fault} />}
            {other && <DraftConflict other={other} mine={text} onSaveMine={() => save(other)} onTakeOther={drop} />}
            {found.shown && (
              <SegmentedControl
                aria-label="What is shown"
                value={view}
                onChange={(value) => setView(value === 'compare' ? 'compare' : 'edit')}
                data={[
                  { value: 'edit', label: found.mayEdit ? 'Edit' : 'Read' },
                  { value: 'compare', label: `Compare with version ${found.shown.version}` },
                ]}
                w="fit-content"
              />
            )}
            <Views view={view} draft={found} text={text} onChange={edit} onSave={() => save()} check={check} />
            {found.mayEdit && <CheckOutcome report={report} />}
            <Text size="xs" c="dimmed" className="site-mono">
              {found.path}
            </Text>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

/** The configuration of a run: edited, checked, compared with what was processed, saved. */
export function ConfigurationPage() {
  const { run } = route.useParams()
  return <Configuration key={run} name={run} />
}
