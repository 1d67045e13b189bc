import { useDebouncedValue } from '@mantine/hooks'
import type { CheckedConfiguration } from '../../../app/contract/checkedConfiguration.ts'
import type { ApiFault } from '../../api/apiFault.ts'
import { callApi } from '../../api/callApi.ts'
import { useApi } from '../../api/useApi.ts'
import { changedSettings, inputsOf, type NewRunForm } from './newRunForm.ts'

interface Configuration {
  /** Null until there is something to check. */
  readonly checked: CheckedConfiguration | null
  readonly isChecking: boolean
  readonly fault: ApiFault | null
}

type Asked =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly body: { readonly name: string; readonly configText: string } }
  | {
      readonly kind: 'form'
      readonly body: {
        readonly name: string
        readonly inputs: NonNullable<ReturnType<typeof inputsOf>>
        readonly settings: ReturnType<typeof changedSettings>
      }
    }

function askedOf(form: NewRunForm): Asked {
  const name = form.name === '' ? 'new' : form.name
  if (form.inputForm === 'text') return form.text.trim() === '' ? { kind: 'none' } : { kind: 'text', body: { name, configText: form.text } }
  const inputs = inputsOf(form)
  return inputs ? { kind: 'form', body: { name, inputs, settings: changedSettings(form) } } : { kind: 'none' }
}

/** The configuration that the form comes to, and what is wrong with it, brought up to date while it is filled in. */
export function useConfiguration(form: NewRunForm): Configuration {
  const [asked] = useDebouncedValue(askedOf(form), 300)
  const ofForm = useApi('composeConfiguration', { body: asked.kind === 'form' ? asked.body : noInputs }, { enabled: asked.kind === 'form' })
  const ofText = useApi(
    'checkConfiguration',
    { body: asked.kind === 'text' ? asked.body : { configText: '' } },
    { enabled: asked.kind === 'text' },
  )
  if (asked.kind === 'none') return { checked: null, isChecking: false, fault: null }
  const { data, isFetching, error } = asked.kind === 'form' ? ofForm : ofText
  return { checked: data ?? null, isChecking: isFetching, fault: error }
}

const nothing = { kind: 'files', files: [] } as const
const noInputs = { inputs: { image: nothing, selavy: nothing, noise: nothing, background: null } } as const

/** The same, now, with a look into every file. */
export async function checkThoroughly(form: NewRunForm): Promise<CheckedConfiguration | null> {
  const asked = askedOf(form)
  if (asked.kind === 'none') return null
  if (asked.kind === 'text') return callApi('checkConfiguration', { body: { ...asked.body, isThorough: true } })
  return callApi('composeConfiguration', { body: { ...asked.body, isThorough: true } })
}
