import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface SelectionBarProps {
  /** What is selected, such as `3 runs`. */
  readonly words: string
  readonly count: number
  readonly onClear: () => void
  /** The buttons for all that is selected. */
  readonly children: ReactNode
}

/** The row above a list: what may be done to the selected. It keeps its height, so that the list does not jump. */
export function SelectionBar({ words, count, onClear, children }: SelectionBarProps) {
  return (
    <Group gap="sm" mih={32} role="toolbar" aria-label="Selected items">
      <Text aria-live="polite" {...(count === 0 ? { c: 'dimmed' } : {})}>
        {count === 0 ? 'Select rows to act on several at once' : `${words} selected`}
      </Text>
      {count > 0 && children}
      {count > 0 && (
        <Button variant="subtle" color="gray" onClick={onClear}>
          Clear selection
        </Button>
      )}
    </Group>
  )
}
