import { Link } from '@tanstack/react-router'
import { useApi } from '../../api/useApi.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { When } from '../../parts/when.tsx'
import { ActivityWords } from '../activity/activityWords.tsx'
import { Panel } from '../../parts/panel.tsx'
import classes from './home.module.css'

/** What was done lately, by others too. */
export function ChangesPanel() {
  const query = useApi('listActivity', { query: { limit: 12 } })
  return (
    <Panel title="What changed" actions={<Link to="/activity">All activity</Link>} isFlush>
      <Loaded query={query}>
        {({ events }) =>
          events.length === 0 ? (
            <p className={classes.none} style={{ margin: 0 }}>
              Nothing yet.
            </p>
          ) : (
            <ul className={classes.list}>
              {events.map((event) => (
                <li key={event.id} className={classes.change}>
                  <span className={classes.changeWords}>
                    <ActivityWords event={event} />
                  </span>
                  <span className={classes.end}>
                    <When iso={event.atUtc} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}
