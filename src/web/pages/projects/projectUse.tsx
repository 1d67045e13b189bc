import { Badge, Tooltip } from '@mantine/core'
import type { ProjectSummary } from '../../../app/contract/project.ts'

const marks = {
  personal: {
    words: 'Personal',
    hint: 'Everybody has one. It cannot be deleted or given away; only who it is shared with sees what is in it.',
  },
  shared: {
    words: 'Shared with everyone',
    hint: 'Everyone who is signed in can read what is in it, and make things in it. New runs go here.',
  },
} as const

/** Says of a personal or a shared project that it is one, and what that means; nothing of others. */
export function ProjectUse({ use }: Pick<ProjectSummary, 'use'>) {
  if (use === 'ordinary') return null
  const { words, hint } = marks[use]
  return (
    <Tooltip label={hint} multiline w={280}>
      <Badge variant="outline" color="gray" size="sm" tt="none" fw={400} tabIndex={0}>
        {words}
      </Badge>
    </Tooltip>
  )
}
