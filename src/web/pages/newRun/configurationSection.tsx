import { Button, Group, Text, Textarea } from '@mantine/core'
import { useRef } from 'react'
import type { CheckedConfiguration } from '../../../app/contract/checkedConfiguration.ts'
import type { ConfigProblem } from '../../../app/contract/configProblem.ts'
import { ConfigProblems } from '../../parts/configProblems.tsx'
import classes from './newRun.module.css'
import type { NewRunForm } from './newRunForm.ts'
import { NewRunSection } from './newRunSection.tsx'

interface ConfigurationSectionProps {
  readonly form: NewRunForm
  readonly onChange: (change: Partial<NewRunForm>) => void
  readonly checked: CheckedConfiguration | null
  readonly problems: readonly ConfigProblem[]
}

/** Where a line begins and ends in a text. */
function spanOfLine(text: string, line: number): readonly [number, number] {
  const lines = text.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0)
  return [start, start + (lines[line - 1]?.length ?? 0)]
}

function EditedText({ form: { text }, onChange, problems }: ConfigurationSectionProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const show = ({ line }: ConfigProblem) => {
    area.current?.focus()
    area.current?.setSelectionRange(...spanOfLine(text, line))
  }
  return (
    <>
      <Textarea
        ref={area}
        aria-label="Configuration"
        value={text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
        autosize
        minRows={12}
        maxRows={28}
        spellCheck={false}
        wrap="off"
      />
      {problems.length > 0 && <ConfigProblems problems={problems} onShow={show} />}
    </>
  )
}

/** The text of the configuration: as the form makes it, or as it is edited. */
export function ConfigurationSection(props: ConfigurationSectionProps) {
  const { form, onChange, checked, problems } = props
  const isText = form.inputForm === 'text'
  return (
    <NewRunSection title="Configuration">
      <div className={classes.yaml}>
        {isText && <EditedText {...props} />}
        {!isText && checked && (
          <>
            <Group justify="space-between" mb="sm">
              <Text c="dimmed" size="xs">
                config.yaml, as the form makes it
              </Text>
              <Button variant="subtle" size="compact-xs" onClick={() => onChange({ inputForm: 'text', text: checked.configText })}>
                Edit as text
              </Button>
            </Group>
            {/* oxlint-disable-next-line no-noninteractive-tabindex -- a region that scrolls has to be reached by keyboard */}
            <pre tabIndex={0} aria-label="Configuration">
              {checked.configText}
            </pre>
            {problems.length > 0 && <ConfigProblems problems={problems} />}
          </>
        )}
        {!isText && !checked && <Text c="dimmed">Stands here as soon as there are images.</Text>}
      </div>
    </NewRunSection>
  )
}
