import { Select, Switch, TextInput } from '@mantine/core'
import type { Setting } from '../../app/contract/configSettings.ts'

/** A value of a setting from its text; undefined where the text is none. */
function valueOf({ kind, mayBeNull }: Setting, text: string): unknown {
  if (mayBeNull && (text === '' || text === 'null')) return null
  if (kind === 'boolean') return text === 'true'
  if (kind === 'text' || kind === 'choice') return text
  return text.trim() === '' ? undefined : Number(text)
}

/** Why a text is no value of a setting, in its words; null where it is one. */
export function settingProblem(setting: Setting, text: string): string | null {
  return setting.schema.safeParse(valueOf(setting, text)).success ? null : `Expected ${setting.expected}.`
}

interface SettingFieldProps {
  readonly setting: Setting
  /** As YAML. */
  readonly text: string
  readonly onChange: (text: string) => void
  /** What the server says of it; null for nothing. */
  readonly problem?: string | null
  readonly label?: string
}

/** A field for one setting of a configuration, with its explanation and its default. */
export function SettingField({ setting, text, onChange, problem = null, label = setting.key }: SettingFieldProps) {
  const usual = String(setting.default)
  const isUsual = text === usual
  const description = `${setting.comment}${isUsual ? '' : ` Default: ${usual}.`}`
  const error = settingProblem(setting, text) ?? problem
  if (setting.kind === 'boolean') {
    const change = (checked: boolean) => onChange(String(checked))
    return (
      <Switch
        label={label}
        description={description}
        error={error}
        checked={text === 'true'}
        onChange={(event) => change(event.currentTarget.checked)}
      />
    )
  }
  if (setting.kind === 'choice') {
    const choose = (value: string | null) => onChange(value ?? usual)
    return (
      <Select
        label={label}
        description={description}
        error={error}
        data={[...setting.choices]}
        value={text}
        onChange={choose}
        allowDeselect={false}
      />
    )
  }
  return (
    <TextInput
      label={setting.unit === '' ? label : `${label}, ${setting.unit}`}
      description={description}
      error={error}
      inputMode={setting.kind === 'text' ? 'text' : 'decimal'}
      value={text}
      placeholder={usual}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
