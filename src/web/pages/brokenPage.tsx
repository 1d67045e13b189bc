import { Button, Group } from '@mantine/core'
import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { EmptyState } from '../parts/emptyState.tsx'
import { Page } from '../parts/page.tsx'

/** What browsers say of a part of the site that the server does not have any more, after it was brought up to date. */
const partIsGone = /dynamically imported module|module script failed|error loading/i

/** Stands in for a page that could not be shown. The frame around it stays. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const words = error instanceof Error ? error.message : String(error)
  const isOld = partIsGone.test(words)
  return (
    <Page title="This page cannot be shown">
      <EmptyState
        title={isOld ? 'A part of the site could not be loaded' : 'Something went wrong on this page'}
        action={
          <Group gap="sm">
            <Button onClick={() => window.location.reload()}>Load the site again</Button>
            {!isOld && (
              <Button variant="default" onClick={reset}>
                Try again
              </Button>
            )}
          </Group>
        }
      >
        {isOld
          ? 'The server may be away, or has a newer version of the site.'
          : `Nothing was changed by it. Whoever looks after the server can be told: ${words}`}{' '}
        <Link to="/">Home</Link> is still there.
      </EmptyState>
    </Page>
  )
}
