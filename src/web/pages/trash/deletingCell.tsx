import { Button, Group, Progress, Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Deleting, TrashItem } from '../../../app/contract/trash.ts'
import { retryPurge } from '../../dialogs/followPurge.tsx'
import { deletingState, nextStep } from '../../words/destruction.ts'
import classes from './trashTable.module.css'

interface DeletingCellProps {
  readonly item: TrashItem
  readonly deleting: Deleting
}

/** What is on its way out: how far it is, or where and why it stopped, with the button that goes on. */
export function DeletingCell({ item, deleting }: DeletingCellProps) {
  const words = deletingState(deleting)
  const { fault, purgeId, removed, folders } = deleting
  if (fault) {
    return (
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <span className={classes.bad}>
          <IconAlertTriangle size={14} aria-hidden="true" /> {words} <span className="site-muted">{nextStep(fault)}</span>
        </span>
        <Button variant="default" flex="none" onClick={() => void retryPurge({ purgeId, items: [item], imagesKept: 0 })}>
          Retry
        </Button>
      </Group>
    )
  }
  return (
    <Stack gap={0}>
      <span>{words}</span>
      <Progress size="xs" value={folders === 0 ? 0 : (100 * removed) / folders} aria-label={words} />
    </Stack>
  )
}
