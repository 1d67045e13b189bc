import { Accordion, Text } from '@mantine/core'
import type { ConfigProblem } from '../../../app/contract/configProblem.ts'
import { knownSections, type KnownSection } from '../../parts/knownSettings.ts'
import { SettingField } from '../../parts/settingField.tsx'
import classes from './newRun.module.css'
import type { NewRunForm } from './newRunForm.ts'
import { NewRunSection } from './newRunSection.tsx'
import { problemOfSetting } from './problemFields.ts'

interface SettingsSectionProps {
  readonly form: NewRunForm
  readonly onChange: (change: Partial<NewRunForm>) => void
  readonly problems: readonly ConfigProblem[]
}

function titleOf(key: string): string {
  const words = key.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function changedIn({ settings }: KnownSection, values: NewRunForm['settings']): number {
  return settings.filter(({ key, setting }) => values[key] !== undefined && values[key] !== String(setting.default)).length
}

/** The settings of the configuration, each with its explanation and its default. */
export function SettingsSection({ form, onChange, problems }: SettingsSectionProps) {
  const { settings: values } = form
  return (
    <NewRunSection title="Settings">
      <Accordion multiple defaultValue={['source_monitoring', 'source_association']} chevronPosition="left">
        {knownSections.map((section) => {
          const changed = changedIn(section, values)
          return (
            <Accordion.Item key={section.key} value={section.key}>
              <Accordion.Control>
                <Text component="span" fw={600}>
                  {titleOf(section.key)}
                </Text>{' '}
                <Text component="span" c="dimmed" size="xs">
                  {changed > 0 ? `${changed} changed. ` : ''}
                  {section.comment}
                </Text>
              </Accordion.Control>
              <Accordion.Panel>
                <div className={classes.settings}>
                  {section.settings.map(({ key, setting }) => (
                    <SettingField
                      key={key}
                      setting={setting}
                      text={values[key] ?? String(setting.default)}
                      onChange={(text) => onChange({ settings: { ...values, [key]: text } })}
                      problem={problemOfSetting(problems, key)}
                    />
                  ))}
                </div>
              </Accordion.Panel>
            </Accordion.Item>
          )
        })}
      </Accordion>
    </NewRunSection>
  )
}
