import { Button, Checkbox, Popover, ScrollArea, Stack } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import type { SourcesPage } from '../../../../app/contract/sources.ts'

interface ColumnChooserProps {
  readonly columns: SourcesPage['columns']
  readonly shown: readonly string[]
  readonly onChange: (shown: readonly string[]) => void
  readonly onReset: () => void
}

/** Which columns the table shows; the choice stays with the browser. */
export function ColumnChooser({ columns, shown, onChange, onReset }: ColumnChooserProps) {
  const known = [{ name: 'position', unit: null, description: 'Weighted mean position of the detections.' }, ...columns]
  const names = known.map(({ name }) => name)
  const toggle = (name: string, isShown: boolean) => {
    const next = isShown ? [...shown, name] : shown.filter((one) => one !== name)
    onChange(next.length > 0 ? next : ['name'])
  }
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden="true" />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns of the table">
        <ScrollArea.Autosize mah={360} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Stack gap={6} pr="md">
            {known.map(({ name, unit, description }) => (
              <Checkbox
                key={name}
                size="xs"
                label={unit ? `${name} (${unit})` : name}
                title={description}
                checked={shown.includes(name)}
                onChange={(event) => toggle(name, event.currentTarget.checked)}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
        <Button.Group mt="sm">
          <Button size="xs" variant="default" onClick={onReset}>
            Usual columns
          </Button>
          <Button size="xs" variant="default" onClick={() => onChange(names)}>
            All columns
          </Button>
        </Button.Group>
      </Popover.Dropdown>
    </Popover>
  )
}
