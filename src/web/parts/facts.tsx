import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface Fact {
  readonly label: string
  readonly value: ReactNode
}

/** The numbers that say what an item is, on one line under its title. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <Group component="dl" gap="xl" align="flex-start" my={0} mb="lg" wrap="wrap">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0}>
            {value}
          </Text>
        </div>
      ))}
    </Group>
  )
}
