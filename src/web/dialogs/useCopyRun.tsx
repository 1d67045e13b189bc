import { ActionIcon, Group, Select, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi, useCall } from '../api/useApi.ts'
import { knownSections, knownSettings } from '../parts/knownSettings.ts'
import { tellDone } from '../parts/notify.tsx'
import { RunNameField, useRunName } from '../parts/runNameField.tsx'
import { SettingField, settingProblem } from '../parts/settingField.tsx'
import { DialogForm } from './dialogForm.tsx'
import { openDialog, type DialogState } from './openDialog.ts'
import type { RunSubject } from './process/processDialog.tsx'
import classes from './useCopyRun.module.css'

type Changes = ReadonlyMap<string, string>

interface ChangedSettingsProps {
  readonly settings: Readonly<Record<string, string | number | boolean | null>>
  readonly changes: Changes
  readonly onChange: (changes: Changes) => void
}

function ChangedSettings({ settings, changes, onChange }: ChangedSettingsProps) {
  const [search, setSearch] = useState('')
  const change = (key: string, text: string) => onChange(new Map(changes).set(key, text))
  const remove = (key: string) => onChange(new Map([...changes].filter(([other]) => other !== key)))
  const left = knownSections.map(({ key, settings }) => ({
    group: key,
    items: settings.filter(({ key }) => !changes.has(key)).map(({ key, setting }) => ({ value: key, label: setting.key })),
  }))
  return (
    <Stack gap="md">
      {knownSettings
        .filter(({ key }) => changes.has(key))
        .map(({ key, setting }) => (
          <Group key={key} align="flex-start" gap="sm" wrap="nowrap">
            <div className={classes.field}>
              <SettingField setting={setting} text={changes.get(key) ?? ''} onChange={(text) => change(key, text)} label={key} />
              <Text size="xs" c="dimmed">
                In the run that is copied: {String(settings[key] ?? setting.default)}
              </Text>
            </div>
            <ActionIcon variant="subtle" color="gray" aria-label={`Leave ${key} as it is`} onClick={() => remove(key)}>
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
      <Select
        label="Change a parameter"
        placeholder="Type to search"
        data={left}
        value={null}
        onChange={(key) => {
          if (key === null) return
          change(key, String(settings[key] ?? ''))
          setSearch('')
        }}
        searchable
        searchValue={search}
        onSearchChange={setSearch}
        nothingFoundMessage="No parameter of that name"
        maxDropdownHeight={280}
      />
    </Stack>
  )
}

function CopyDialog({ state, run }: { readonly state: DialogState; readonly run: RunSubject }) {
  const [name, setName] = useState(`${run.name.slice(0, 59)}-copy`)
  const [changes, setChanges] = useState<Changes>(new Map())
  const { isFree } = useRunName(name)
  const query = useApi('showRunSettings', { params: { run: run.id } })
  const { mutate, isPending, error } = useCall('copyRun')
  const navigate = useNavigate()
  const isValid = knownSettings.every(({ key, setting }) => settingProblem(setting, changes.get(key) ?? String(setting.default)) === null)
  const copy = () =>
    mutate(
      { params: { run: run.id }, body: { newName: name, changes: [...changes].map(([setting, value]) => ({ setting, value })) } },
      {
        onSuccess: (made) => {
          state.onClose()
          tellDone({ words: `Run ${made.name} is made. Nothing is processed yet.` })
          void navigate({ to: '/runs/$run', params: { run: made.name } })
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title={`Copy run ${run.name}`}
      submitWords="Copy run"
      onSubmit={copy}
      canSubmit={isFree && isValid}
      isWorking={isPending}
      fault={error ?? query.error}
      size="lg"
    >
      <Text c="dimmed">The copy has the images and the configuration of what the run shows now. Its versions begin anew.</Text>
      <RunNameField name={name} onChange={setName} label="Name of the copy" isFocused />
      {query.data && <ChangedSettings settings={query.data.settings} changes={changes} onChange={setChanges} />}
    </DialogForm>
  )
}

/** Opens the dialog that copies a run to change a parameter. */
export function useCopyRun(): (run: RunSubject) => void {
  return (run) => openDialog((state) => <CopyDialog state={state} run={run} />)
}
