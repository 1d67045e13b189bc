import { Link } from '@tanstack/react-router'
import type { Home } from '../../../app/contract/home.ts'
import { formatBytes, formatCount } from '../../parts/format.ts'
import { Panel } from '../../parts/panel.tsx'
import classes from './home.module.css'

/** What things take on the disk, and what would come free. */
export function StoragePanel({ storage }: Pick<Home, 'storage'>) {
  const { totalBytes, items, trashBytes, trashFreesBytes, trashEntries } = storage
  const percent = totalBytes > 0 ? Math.min(100, (100 * trashFreesBytes) / totalBytes) : 0
  return (
    <Panel title="Storage" actions={<Link to="/trash">Trash</Link>}>
      <div className={classes.bar} aria-hidden="true">
        <span className={classes.kept} style={{ width: totalBytes > 0 ? `${100 - percent}%` : 0 }} />
        <span className={classes.trashed} style={{ width: `${percent}%` }} />
      </div>
      <dl className={classes.facts}>
        <dt>
          <span className={classes.key} style={{ background: 'var(--accent)' }} aria-hidden="true" />
          All that you see, {formatCount(items)} {items === 1 ? 'item' : 'items'}
        </dt>
        <dd>{formatBytes(totalBytes)}</dd>
        <dt>
          In your Trash, {formatCount(trashEntries)} {trashEntries === 1 ? 'entry' : 'entries'}
        </dt>
        <dd>{formatBytes(trashBytes)}</dd>
        <dt>
          <span className={classes.key} style={{ background: 'var(--ink-muted)' }} aria-hidden="true" />
          Would come free
        </dt>
        <dd>{formatBytes(trashFreesBytes)}</dd>
      </dl>
    </Panel>
  )
}
