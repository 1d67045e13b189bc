import { Group, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Fragment, useEffect, useLayoutEffect, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
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

interface CrumbsProps {
  readonly crumbs: readonly Crumb[]
  readonly title: string
}

function noChanges(): () => void {
  return () => {}
}

function crumbsInHeader(): HTMLElement | null {
  return document.querySelector<HTMLElement>('#crumbs')
}

/** Where the page stands: in the header, and on a phone, where that has no room, above the title. */
function Crumbs({ crumbs, title }: CrumbsProps) {
  const header = useSyncExternalStore(noChanges, crumbsInHeader)
  if (crumbs.length === 0) return null
  const links = crumbs.map(({ words, to }) => (
    <Fragment key={to}>
      <Link to={to}>{words}</Link>
      <span aria-hidden="true"> / </span>
    </Fragment>
  ))
  return (
    <>
      {header &&
        createPortal(
          <nav aria-label="Where this is">
            {links}
            <span>{title}</span>
          </nav>,
          header,
        )}
      <nav aria-label="Where this is" className={classes.crumbs}>
        {links}
      </nav>
    </>
  )
}

/** What every page begins with: where it stands, its title, its actions. The title takes the focus when the page comes. */
export function Page({ title, crumbs = [], status, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Halley`
  }, [title])
  // With the page itself: an effect that runs later would take the focus from who has gone on already.
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={classes.page}>
      <Crumbs crumbs={crumbs} title={title} />
      <Group justify="space-between" align="flex-start" gap="md" className={classes.head}>
        <Group gap="md" className={classes.title}>
          <Title order={1} ref={heading} tabIndex={-1} className={classes.heading}>
            {title}
          </Title>
          {status}
        </Group>
        {actions && (
          <Group gap="sm" data-page-actions>
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </div>
  )
}
