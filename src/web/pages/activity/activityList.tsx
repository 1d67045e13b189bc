import { Title } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import type { Activity } from '../../../app/contract/activity.ts'
import { formatUtc } from '../../parts/format.ts'
import classes from './activity.module.css'
import { ActivityWords } from './activityWords.tsx'

function Line({ event }: { readonly event: Activity }) {
  return (
    <>
      <time dateTime={event.atUtc} title={formatUtc(event.atUtc)} className={classes.time}>
        {event.atUtc.slice(11, 19)}
      </time>
      <span className={classes.words}>
        <ActivityWords event={event} />
      </span>
    </>
  )
}

/** One event; what else the history keeps of it when it is opened. */
function EventRow({ event }: { readonly event: Activity }) {
  const { facts } = event
  if (facts.length === 0) {
    return (
      <li className={classes.row}>
        <span className={classes.space} />
        <Line event={event} />
      </li>
    )
  }
  return (
    <li>
      <details className={classes.details}>
        <summary className={classes.row}>
          <IconChevronRight size={14} aria-hidden="true" className={classes.arrow} />
          <Line event={event} />
        </summary>
        <dl className={classes.facts}>
          {facts.map(({ label, value }) => (
            <div key={label} className={classes.fact}>
              <dt>{label}</dt>
              <dd className={/^[0-9a-f-]{32,}$/.test(value) ? 'site-mono' : undefined}>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
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
