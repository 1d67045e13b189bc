import { Link } from '@tanstack/react-router'
import type { Home } from '../../../app/contract/home.ts'
import { useApi } from '../../api/useApi.ts'
import { formatCount } from '../../parts/format.ts'
import { ItemLink } from '../../parts/itemLink.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { When } from '../../parts/when.tsx'
import { Panel } from '../../parts/panel.tsx'
import { GrowthLine } from './growthLine.tsx'
import classes from './home.module.css'

/** The runs that changed last, with how they grew from version to version. */
export function RecentRuns({ growth }: Pick<Home, 'growth'>) {
  const query = useApi('listRuns', { query: { limit: 8 } })
  const versionsOf = new Map(growth.map(({ runId, versions }) => [runId, versions]))
  return (
    <Panel title="Recent runs" actions={<Link to="/runs">All runs</Link>} isFlush>
      <Loaded query={query}>
        {({ runs }) => (
          <table className={classes.runs} aria-label="Recent runs">
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col">Status</th>
                <th scope="col" className={classes.wide}>
                  Sources by version
                </th>
                <th scope="col" className={classes.number}>
                  Sources
                </th>
                <th scope="col" className={`${classes.number} ${classes.wide}`}>
                  Changed
                </th>
              </tr>
            </thead>
            <tbody>
              {runs.map(({ id, name, words, counts, updatedUtc }) => (
                <tr key={id}>
                  <td className={classes.name}>
                    <ItemLink kind="run" id={id} name={name} />
                  </td>
                  <td>
                    <StatusBadge words={words} />
                  </td>
                  <td className={classes.wide}>
                    <GrowthLine versions={versionsOf.get(id) ?? []} />
                  </td>
                  <td className={classes.number}>{counts ? formatCount(counts.sources) : ''}</td>
                  <td className={`${classes.number} ${classes.wide}`}>
                    <When iso={updatedUtc} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </Panel>
  )
}
