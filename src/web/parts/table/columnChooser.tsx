import { Button, Checkbox, Popover, ScrollArea, Stack } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import type { ShownColumns } from './useShownColumns.ts'

interface ColumnChooserProps<Row> {
  /** What the table is of. */
  readonly label: string
  readonly columns: ShownColumns<Row>
}

/** Which columns the table shows; the choice stays with the browser. */
export function ColumnChooser<Row>({ label, columns: { shown, choices, keep, forget } }: ColumnChooserProps<Row>) {
  const ids = shown.map(({ id }) => id)
  const toggle = (id: string, isShown: boolean) => keep(isShown ? [...ids, id] : ids.filter((one) => one !== id))
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={14} aria-hidden="true" />} aria-label={`Columns of ${label}`}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Columns of ${label}`}>
        <ScrollArea.Autosize mah={360} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Stack gap={6} pr="md">
            {choices.map(({ id, header, unit, description }) => (
              <Checkbox
                key={id}
                size="xs"
                label={unit ? `${header} (${unit})` : header}
                title={description}
                checked={ids.includes(id)}
                onChange={(event) => toggle(id, event.currentTarget.checked)}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
        <Button.Group mt="sm">
          <Button size="xs" variant="default" onClick={forget}>
            Usual columns
          </Button>
          <Button size="xs" variant="default" onClick={() => keep(choices.map(({ id }) => id))}>
            All columns
          </Button>
        </Button.Group>
      </Popover.Dropdown>
    </Popover>
  )
}
