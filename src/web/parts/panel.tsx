import { Group, Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import classes from './panel.module.css'

interface PanelProps {
  readonly title: string
  /** Beside the title, muted. */
  readonly remark?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** Without space around what is in it: tables and logs. */
  readonly isFlush?: boolean
}

/** A part of a page, with its heading and its buttons. */
export function Panel({ title, remark, actions, children, isFlush = false }: PanelProps) {
  const id = useId()
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <div className={classes.head}>
        <div className={classes.title}>
          <Title order={2} id={id}>
            {title}
          </Title>
          {remark && <span className="site-muted">{remark}</span>}
        </div>
        {actions && <Group gap="sm">{actions}</Group>}
      </div>
      <div className={isFlush ? undefined : classes.body}>{children}</div>
    </section>
  )
}
