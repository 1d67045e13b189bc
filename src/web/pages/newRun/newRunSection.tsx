import { Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import classes from './newRun.module.css'

/** One part of the page: its heading, its fields. */
export function NewRunSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={`site-panel ${classes.section}`}>
      <Title order={2} id={id} mb="md">
        {title}
      </Title>
      {children}
    </section>
  )
}
