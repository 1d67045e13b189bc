import { ActionIcon, Title } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { Activity } from '../../../app/contract/activity.ts'
import { formatUtc } from '../../parts/format.ts'
import classes from './activity.module.css'
import { ActivityWords } from './activityWords.tsx'

function Facts({ facts, id }: Pick<Activity, 'facts'> & { readonly id: string }) {
  return (
    <dl className={classes.facts} id={id}>
      {facts.map(({ label, value }) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd className={/^[0-9a-f-]{32,}$/.test(value) ? 'site-mono' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** One event; what else the history keeps of it when it is opened. */
function EventRow({ event }: { readonly event: Activity }) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const { facts, atUtc, actor, words, subject } = event
  return (
    <li>
      <div className={classes.row}>
        {facts.length > 0 ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={20}
            aria-label={`Details: ${actor} ${words} ${subject}`}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            <IconChevronRight size={14} aria-hidden="true" className={isOpen ? classes.open : undefined} />
          </ActionIcon>
        ) : (
          <span />
        )}
        <time dateTime={atUtc} title={formatUtc(atUtc)} className={classes.time}>
          {atUtc.slice(11, 19)}
        </time>
        <span className={classes.words}>
          <ActivityWords event={event} />
        </span>
      </div>
      {isOpen && <Facts facts={facts} id={id} />}
    </li>
  )
}

/** Events by their days, newest first. Times are UTC. */
export function ActivityList({ events }: { readonly events: readonly Activity[] }) {
  const days = [...Map.groupBy(events, ({ atUtc }) => atUtc.slice(0, 10))]
  return (
    <div className="site-panel">
      {days.map(([day, ofDay]) => (
        <section key={day} aria-label={day}>
          <Title order={2} className={classes.day}>
            {day} <span className="site-muted">UTC</span>
          </Title>
          <ul className={classes.list}>
            {ofDay.map((event) => (
              <EventRow key={event.id} event={event} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
