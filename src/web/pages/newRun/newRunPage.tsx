import { Button, Group, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { ConfigProblem } from '../../../app/contract/configProblem.ts'
import { useApi } from '../../api/useApi.ts'
import { FaultPanel } from '../../parts/faultPanel.tsx'
import { knownSettings } from '../../parts/knownSettings.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { useRunName } from '../../parts/runNameField.tsx'
import { settingProblem } from '../../parts/settingField.tsx'
import { ConfigurationSection } from './configurationSection.tsx'
import { InputsSection } from './inputsSection.tsx'
import { NameSection } from './nameSection.tsx'
import classes from './newRun.module.css'
import { emptyForm, type NewRunForm } from './newRunForm.ts'
import { otherProblems } from './problemFields.ts'
import { SettingsSection } from './settingsSection.tsx'
import { useConfiguration } from './useConfiguration.ts'
import { useCreateRun } from './useCreateRun.ts'

const route = getRouteApi('/framed/runs/new')

function areSettingsValid({ settings }: NewRunForm): boolean {
  return knownSettings.every(({ key, setting }) => settingProblem(setting, settings[key] ?? String(setting.default)) === null)
}

/** Why the run cannot be made yet, or what stands against processing it. */
function wordsOfState(form: NewRunForm, isNameFree: boolean, problems: readonly ConfigProblem[] | null): string {
  if (form.name === '') return 'Give it a name.'
  if (!isNameFree) return 'It needs a name that is free.'
  if (problems === null) return 'Choose its images.'
  const errors = problems.filter(({ severity }) => severity === 'error').length
  if (errors === 0) return 'Every file is looked into before the run is made.'
  return `${errors === 1 ? '1 error' : `${errors} errors`}: the run can be made and edited, and not be processed until ${errors === 1 ? 'it is' : 'they are'} corrected.`
}

/** Asks before the window is closed on a half-filled form. */
function useLeaveWarning(isFilled: boolean): void {
  useEffect(() => {
    if (!isFilled) return undefined
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isFilled])
}

function NewRun({ initial }: { readonly initial: NewRunForm }) {
  const [form, setForm] = useState(initial)
  const { isFree } = useRunName(form.name)
  const { checked, isChecking, fault } = useConfiguration(form)
  const creating = useCreateRun()
  const isSame = creating.found !== null && creating.found.configText === checked?.configText
  const problems = (isSame ? creating.found?.problems : checked?.problems) ?? []
  const change = (next: Partial<NewRunForm>) => setForm((now) => ({ ...now, ...next }))
  const isText = form.inputForm === 'text'
  const canCreate = isFree && checked !== null && (isText || areSettingsValid(form))
  const hasErrors = problems.some(({ severity }) => severity === 'error')
  const keys = knownSettings.map(({ key }) => key)
  const refusal = creating.fault ?? fault
  useLeaveWarning(form !== initial)
  const words = wordsOfState(form, isFree, checked && problems)
  return (
    <>
      <div className={classes.main}>
        <NameSection form={form} onChange={change} />
        <InputsSection
          form={form}
          onChange={change}
          problems={problems}
          images={checked?.images ?? null}
          configText={checked?.configText ?? ''}
        />
        <div className={isText ? undefined : classes.columns}>
          {!isText && <SettingsSection form={form} onChange={change} problems={problems} />}
          <div className={isText ? undefined : classes.beside}>
            <ConfigurationSection
              form={form}
              onChange={change}
              checked={checked}
              problems={isText ? problems : otherProblems(problems, keys)}
            />
          </div>
        </div>
      </div>
      {refusal && <FaultPanel fault={refusal} />}
      <Group justify="space-between" gap="sm" className={`site-panel ${classes.actions}`}>
        <Text c="dimmed" role="status">
          {isChecking ? 'Checking ...' : words}
        </Text>
        <Group gap="sm">
          <Button
            variant="default"
            disabled={!canCreate || creating.doing !== null}
            loading={creating.doing === 'create'}
            onClick={() => void creating.create(form)}
          >
            Create run
          </Button>
          <Button
            disabled={!canCreate || hasErrors || creating.doing !== null}
            loading={creating.doing === 'process'}
            onClick={() => void creating.createAndProcess(form)}
          >
            Create and process
          </Button>
        </Group>
      </Group>
    </>
  )
}

function NewRunFromDeleted({ run }: { readonly run: string }) {
  const query = useApi('showDeletedConfiguration', { params: { run } })
  return <Loaded query={query}>{({ configText }) => <NewRun initial={{ ...emptyForm, inputForm: 'text', text: configText }} />}</Loaded>
}

/** The page that makes a run: name, images, settings, and the configuration that they come to. */
export function NewRunPage() {
  const { from, project } = route.useSearch()
  return (
    <Page title="New run" crumbs={[{ words: 'Runs', to: '/runs' }]}>
      {from === undefined ? <NewRun initial={{ ...emptyForm, project: project ?? null }} /> : <NewRunFromDeleted key={from} run={from} />}
    </Page>
  )
}
