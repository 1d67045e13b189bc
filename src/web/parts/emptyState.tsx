import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly title: string
  /** What this is, and how it is filled. */
  readonly children: ReactNode
  /** The one action that fills it. */
  readonly action?: ReactNode
}

/** What a page shows where there is nothing yet. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <Stack align="flex-start" gap="sm" p="xl" className="site-panel" maw={640}>
      <Title order={2}>{title}</Title>
      <Text component="div" c="dimmed" className="site-prose">
        {children}
      </Text>
      {action}
    </Stack>
  )
}
