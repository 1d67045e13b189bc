import { Title } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import classes from './signInPanel.module.css'

interface SignInPanelProps {
  readonly title: string
  readonly children: ReactNode
}

/** What stands alone on a page for those who are not signed in. */
export function SignInPanel({ title, children }: SignInPanelProps) {
  useEffect(() => {
    document.title = `${title} · Halley`
  }, [title])
  return (
    <main className={classes.page}>
      <div className={`${classes.panel} site-panel`}>
        <p className={classes.brand}>Halley</p>
        <Title order={1} mb="md">
          {title}
        </Title>
        {children}
      </div>
    </main>
  )
}
