import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'

interface ShownOnceProps {
  readonly state: { readonly isOpen: boolean; readonly onClose: () => void }
  readonly title: string
  /** What the text is. */
  readonly label: string
  /** What is shown this once. */
  readonly text: string
  readonly children: ReactNode
}

/** A secret that is shown once, to be copied. A click beside the dialog does not close it. */
export function ShownOnce({ state, title, label, text, children }: ShownOnceProps) {
  return (
    <Modal opened={state.isOpen} onClose={state.onClose} title={title} closeOnClickOutside={false} size="lg">
      <Stack gap="lg">
        <Text>{children}</Text>
        <TextInput
          label={label}
          value={text}
          readOnly
          classNames={{ input: 'site-mono' }}
          onFocus={(event) => event.currentTarget.select()}
          data-autofocus
        />
        <Group justify="flex-end" gap="sm">
          <CopyButton value={text} timeout={4000}>
            {({ copied, copy }) => (
              <Button variant="default" leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />} onClick={copy}>
                {copied ? 'Copied' : `Copy ${label.toLowerCase()}`}
              </Button>
            )}
          </CopyButton>
          <Button onClick={state.onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
