import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useApi } from '../../api/useApi.ts'
import { EmptyState } from '../../parts/emptyState.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import classes from './adminPage.module.css'

const tabs = [
  { words: 'Users', to: '/admin/users' },
  { words: 'Storage', to: '/admin/storage' },
  { words: 'Retention', to: '/admin/retention' },
  { words: 'Holds', to: '/admin/holds' },
  { words: 'Work', to: '/admin/work' },
  { words: 'Catalogues', to: '/admin/catalogues' },
  { words: 'Server', to: '/admin/server' },
] as const

interface AdminPageProps {
  readonly title: (typeof tabs)[number]['words']
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** What every page of the administration begins with; others than administrators are told whom to ask. */
export function AdminPage({ title, actions, children }: AdminPageProps) {
  const session = useApi('showSession', {})
  return (
    <Loaded query={session}>
      {({ user }) =>
        user.isAdministrator ? (
          <Page title={title} crumbs={[{ words: 'Administration', to: '/admin' }]} actions={actions}>
            <nav aria-label="Administration" className={classes.tabs}>
              {tabs.map(({ words, to }) => (
                <Link key={to} to={to} className={classes.tab} aria-current={words === title ? 'page' : undefined}>
                  {words}
                </Link>
              ))}
            </nav>
            {children}
          </Page>
        ) : (
          <Page title="Administration">
            <EmptyState title="For administrators">
              Your account does not administer this server. Ask an administrator for what you need.
            </EmptyState>
          </Page>
        )
      }
    </Loaded>
  )
}
