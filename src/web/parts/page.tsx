import { Group, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Fragment, useEffect, useRef, type ReactNode } from 'react'
import classes from './page.module.css'

interface Crumb {
  readonly words: string
  readonly to: string
}

interface PageProps {
  readonly title: string
  /** The pages above it. */
  readonly crumbs?: readonly Crumb[]
  /** Beside the title: what the thing is doing. */
  readonly status?: ReactNode
  /** Buttons, at the top right. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** What every page begins with: where it stands, its title, its actions. The title takes the focus when the page comes. */
export function Page({ title, crumbs = [], status, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Halley`
  }, [title])
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={classes.page}>
      {crumbs.length > 0 && (
        <nav aria-label="Where this is" className={classes.crumbs}>
          {crumbs.map(({ words, to }) => (
            <Fragment key={to}>
              <Link to={to}>{words}</Link>
              <span aria-hidden="true"> / </span>
            </Fragment>
          ))}
        </nav>
      )}
      <Group justify="space-between" align="flex-start" gap="md" className={classes.head}>
        <Group gap="md" className={classes.title}>
          <Title order={1} ref={heading} tabIndex={-1} className={classes.heading}>
            {title}
          </Title>
          {status}
        </Group>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </div>
  )
}
