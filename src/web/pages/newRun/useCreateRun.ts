import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { CheckedConfiguration } from '../../../app/contract/checkedConfiguration.ts'
import { ApiFault } from '../../api/apiFault.ts'
import { callApi } from '../../api/callApi.ts'
import { queryClient } from '../../api/queryClient.ts'
import { tellDone, tellFault } from '../../parts/notify.tsx'
import type { NewRunForm } from './newRunForm.ts'
import { checkThoroughly } from './useConfiguration.ts'

interface Creating {
  /** What is done now; null: nothing. */
  readonly doing: 'create' | 'process' | null
  readonly fault: ApiFault | null
  /** What a look into every file found; null until there was one, and where the form has changed since. */
  readonly found: CheckedConfiguration | null
  readonly create: (form: NewRunForm) => Promise<void>
  readonly createAndProcess: (form: NewRunForm) => Promise<void>
}

function hasErrors({ problems }: CheckedConfiguration): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

async function make({ name, description, project }: NewRunForm, configText: string): Promise<void> {
  await callApi('createRun', { body: { name, description, configText, ...(project === null ? {} : { project }) } })
}

async function startProcessing(name: string): Promise<void> {
  try {
    const { operation } = await callApi('processRun', { params: { run: name }, body: { key: `new-run-${name}-${Date.now()}` } })
    tellDone({
      words: `Run ${name} is made, and ${operation.words.toLowerCase()}${operation.waitReason ? `: ${operation.waitReason}` : ''}.`,
    })
  } catch (error) {
    tellFault(error)
  }
}

/** Makes the run of the form, and leads to its page. */
export function useCreateRun(): Creating {
  const [doing, setDoing] = useState<Creating['doing']>(null)
  const [fault, setFault] = useState<ApiFault | null>(null)
  const [found, setFound] = useState<CheckedConfiguration | null>(null)
  const navigate = useNavigate()
  const act = async (form: NewRunForm, what: 'create' | 'process') => {
    setDoing(what)
    setFault(null)
    try {
      const checked = await checkThoroughly(form)
      setFound(checked)
      if (!checked || (what === 'process' && hasErrors(checked))) return
      await make(form, checked.configText)
      if (what === 'process') await startProcessing(form.name)
      else tellDone({ words: `Run ${form.name} is made. Nothing is processed yet.` })
      await queryClient.invalidateQueries()
      await navigate({ to: '/runs/$run', params: { run: form.name } })
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error
      setFault(error)
    } finally {
      setDoing(null)
    }
  }
  return { doing, fault, found, create: (form) => act(form, 'create'), createAndProcess: (form) => act(form, 'process') }
}
