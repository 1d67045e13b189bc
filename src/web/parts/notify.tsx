import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ApiFault } from '../api/apiFault.ts'

interface Told {
  readonly words: ReactNode
  /** Takes back what was done. */
  readonly onUndo?: () => void
}

/** Says at the top right that something was done, for 10 s at least; hovering holds it. */
export function tellDone({ words, onUndo }: Told): void {
  const id = notifications.show({
    color: 'green',
    icon: <IconCheck size={16} />,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text>{words}</Text>
        {onUndo && (
          <Button
            variant="subtle"
            style={{ flexShrink: 0 }}
            onClick={() => {
              notifications.hide(id)
              onUndo()
            }}
          >
            Undo
          </Button>
        )}
      </Group>
    ),
  })
}

/** Says at the top right why something was not done; it stays until it is closed. */
export function tellFault(error: unknown): void {
  const fault = error instanceof ApiFault ? error : new Error(String(error))
  notifications.show({
    color: 'yellow',
    icon: <IconAlertTriangle size={16} />,
    withBorder: true,
    autoClose: false,
    title: fault.message,
    message: fault instanceof ApiFault ? fault.hint : '',
  })
}
