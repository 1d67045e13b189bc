import { useApi } from '../../api/useApi.ts'
import { WorkRow } from '../../frame/tray/workRow.tsx'
import { Panel } from '../../parts/panel.tsx'
import classes from './home.module.css'

/** What is running and what waits, of everybody as far as the user may see it; nothing where there is nothing. */
export function AtWork() {
  const { data } = useApi('listOperations', { query: { ended: 6 } })
  const unfinished = data?.operations.filter(({ endedAt }) => endedAt === null) ?? []
  if (unfinished.length === 0) return null
  return (
    <Panel title="At work" remark={String(unfinished.length)} isFlush>
      <ul className={`${classes.list} ${classes.work}`}>
        {unfinished.slice(0, 10).map((view) => (
          <WorkRow key={view.id} view={view} />
        ))}
      </ul>
      {unfinished.length > 10 && <p className={classes.none}>And {unfinished.length - 10} more, in the tray above.</p>}
    </Panel>
  )
}
