import { CloseButton } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import classes from './frame.module.css'

/** What administrators tell everybody; who has read it may close it, until it says something else. */
export function Banner({ text }: { readonly text: string }) {
  const [closed, setClosed] = useSessionStorage({ key: 'halley-announcement-closed', defaultValue: '', getInitialValueInEffect: false })
  if (text === '' || text === closed) return null
  return (
    <section className={classes.banner} aria-label="From the administrators">
      <span style={{ flex: 1 }}>{text}</span>
      <CloseButton size="sm" aria-label="Close the announcement" onClick={() => setClosed(text)} />
    </section>
  )
}
