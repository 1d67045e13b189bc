import { Button, Code, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../parts/emptyState.tsx'

/** How somebody begins who sees no run. */
export function QuickStart() {
  return (
    <EmptyState
      title="From images to light curves"
      action={
        <Button component={Link} to="/runs/new">
          New run
        </Button>
      }
    >
      <Text>
        A run is a list of images with a configuration. Processing it finds the sources, follows each through all epochs and tells what
        varies.
      </Text>
      <Text mt="sm">
        To look around first: <Code>./halley demo</Code> simulates a survey and processes it, in a few seconds.
      </Text>
    </EmptyState>
  )
}
