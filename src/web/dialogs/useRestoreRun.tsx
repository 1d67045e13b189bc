import { Code, Select, Stack, Switch, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { RestorePlan } from '../../app/contract/version.ts'
import type { ApiFault } from '../api/apiFault.ts'
import { callApi } from '../api/callApi.ts'
import { queryClient } from '../api/queryClient.ts'
import { useApi } from '../api/useApi.ts'
import { ImageList } from '../pages/run/versions/imageList.tsx'
import { SettingList } from '../pages/run/versions/settingList.tsx'
import { CountsTable } from '../pages/run/versions/countsTable.tsx'
import { originWords } from '../pages/run/versions/versionWords.ts'
import { FaultPanel } from '../parts/faultPanel.tsx'
import { formatUtc } from '../parts/format.ts'
import { Loaded } from '../parts/loaded.tsx'
import { tellDone, tellFault } from '../parts/notify.tsx'
import { reverted, revertSubmitted } from '../words/destruction.ts'
import { DialogForm } from './dialogForm.tsx'
import { openDialog, type DialogState } from './openDialog.ts'

/** The run that is to go back, and to which version; without it: the one that is offered. */
export interface RestoreSelection {
  readonly id: string
  readonly name: string
  readonly version?: number
}

interface RestoreOrder {
  readonly id: string
  readonly name: string
  readonly to: number
  readonly debug: boolean
}

/** Goes back, and says so twice: when it was asked for, and when the run is back. */
async function restore({ id, name, to, debug }: RestoreOrder): Promise<void> {
  const waiting = notifications.show({
    loading: true,
    withBorder: true,
    autoClose: false,
    message: `${revertSubmitted(name, to)}.`,
  })
  try {
    const { version, head, target, keptEdits } = await callApi('restoreRun', { params: { run: id }, body: { to, debug } })
    const edits = keptEdits === null ? '' : ` Edits of the configuration are kept as ${keptEdits}.`
    tellDone({
      words: `${reverted(name, target)}, as version ${version}.${edits}`,
      ...(head === target ? {} : { onUndo: () => void restore({ id, name, to: head, debug: false }) }),
    })
  } catch (error) {
    tellFault(error)
  } finally {
    notifications.hide(waiting)
    await queryClient.invalidateQueries()
  }
}

function Plan({ plan }: { readonly plan: RestorePlan }) {
  const { head, target, counts, images, leaving, returning, settings, configText, hasEdits, obstacle } = plan
  return (
    <Stack gap="md">
      {obstacle && <FaultPanel fault={obstacle} />}
      <CountsTable
        label={`What differs between version ${head}, which is shown, and version ${target}`}
        from={{ words: `v${head}, shown`, counts: counts.shown }}
        to={{ words: `v${target}`, counts: counts.target }}
      />
      <div>
        <ImageList words={['image leaves', 'images leave']} images={leaving} />
        <ImageList words={['image comes back', 'images come back']} images={returning} />
        {leaving.length + returning.length === 0 && <p>The same {images.length} images.</p>}
        <SettingList settings={settings} />
      </div>
      {hasEdits && (
        <Text>The configuration has edits that were never processed. They are kept beside it, and the editor offers them again.</Text>
      )}
      <details>
        <summary>Configuration of version {target}, which comes back</summary>
        <Code block mah={240} mt="xs" tabIndex={0} aria-label={`Configuration of version ${target}`}>
          {configText}
        </Code>
      </details>
      <details>
        <summary>Its {images.length} images, as they were found when it was processed</summary>
        <Code block mah={240} mt="xs" tabIndex={0} aria-label={`Images of version ${target}`}>
          {images.map(({ name, paths }) => paths.image ?? name).join('\n')}
        </Code>
      </details>
      <Text c="dimmed">
        It becomes a new version. Nothing is deleted: version {head} stays, with the comments and tags on sources that only it has, and can
        be restored in the same way.
      </Text>
    </Stack>
  )
}

/** Why there is nothing to show yet. */
function NoPlan({ fault }: { readonly fault: ApiFault }) {
  if (fault.code !== 'version.none') return <FaultPanel fault={fault} />
  return <Text>No version lies before the one that is shown. Choose the one to go back to.</Text>
}

function RestoreDialog({ state, selection }: { readonly state: DialogState; readonly selection: RestoreSelection }) {
  const { id, name } = selection
  const [chosen, setChosen] = useState(selection.version ?? null)
  const [isDebug, setDebug] = useState(false)
  const history = useApi('listVersions', { params: { run: id } })
  const plan = useApi('previewRestore', { params: { run: id }, query: chosen === null ? {} : { to: chosen } })
  const versions = history.data?.versions ?? []
  const target = chosen ?? plan.data?.target ?? null
  const isCurrent = plan.data !== undefined && !plan.error && plan.data.target === target
  const choices = versions
    .filter(({ place }) => place === 'live')
    .map((version) => {
      const parent = versions.find(({ number }) => number === version.parent)
      const marks = [
        version.isHead ? 'shown now' : '',
        version.isOffered ? 'before the last change' : '',
        version.missingSinceUtc ? 'files missing' : '',
      ]
      const remark = marks.filter(Boolean).join(', ')
      const words = `Version ${version.number}: ${originWords(version, parent)}, ${formatUtc(version.madeAtUtc)}, ${version.madeBy}`
      return { value: String(version.number), label: remark ? `${words} (${remark})` : words }
    })
  const submit = () => {
    if (target === null) return
    state.onClose()
    void restore({ id, name, to: target, debug: isDebug })
  }
  return (
    <DialogForm
      state={state}
      title={target === null ? `Restore run ${name}` : `Restore run ${name} to version ${target}?`}
      submitWords={target === null ? 'Restore Run' : `Restore to version ${target}`}
      onSubmit={submit}
      canSubmit={isCurrent && plan.data?.obstacle === null}
      isWorking={false}
      fault={null}
      size="xl"
    >
      <Select
        label="Go back to"
        data={choices}
        value={target === null ? null : String(target)}
        onChange={(value) => setChosen(value === null ? null : Number(value))}
        allowDeselect={false}
        data-autofocus
      />
      {plan.error && <NoPlan fault={plan.error} />}
      {!plan.error && <Loaded query={plan}>{(found) => <Plan plan={found} />}</Loaded>}
      <Switch
        label="Debug log"
        description="The restore log also names each source that leaves or comes back"
        checked={isDebug}
        onChange={(event) => setDebug(event.currentTarget.checked)}
      />
    </DialogForm>
  )
}

/** Opens the dialog that goes back to an earlier version of a run. */
export function useRestoreRun(): (selection: RestoreSelection) => void {
  return (selection) => openDialog((state) => <RestoreDialog state={state} selection={selection} />)
}
