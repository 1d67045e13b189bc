import { Button, Menu } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { positionForms } from './positionForms.ts'

interface CopyPositionProps {
  readonly raDeg: number
  readonly decDeg: number
}

/** Copies a position in the words of the program that it goes to. */
export function CopyPosition({ raDeg, decDeg }: CopyPositionProps) {
  const clipboard = useClipboard({ timeout: 2_000 })
  const Icon = clipboard.copied ? IconCheck : IconCopy
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="subtle" size="compact-xs" leftSection={<Icon size={14} aria-hidden="true" />}>
          {clipboard.copied ? 'Copied' : 'Copy as'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {positionForms(raDeg, decDeg).map(({ words, text }) => (
          <Menu.Item key={words} onClick={() => clipboard.copy(text)}>
            <div>{words}</div>
            <div className="site-mono site-muted">{text}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
