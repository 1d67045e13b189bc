import { Link } from '@tanstack/react-router'
import { EmptyState } from '../parts/emptyState.tsx'
import { Page } from '../parts/page.tsx'

/** An address that leads nowhere. */
export function LostPage() {
  return (
    <Page title="Nothing is here">
      <EmptyState title="This address leads nowhere">
        The link may be incomplete. <Link to="/runs">All runs</Link> lists what you may see.
      </EmptyState>
    </Page>
  )
}
