import { VisuallyHidden } from '@mantine/core'
import type { ResultCounts } from '../../../../app/contract/runStatus.ts'
import { formatCount } from '../../../parts/format.ts'
import classes from './countsTable.module.css'
import { countedThings, signed } from './versionWords.ts'

interface CountsTableProps {
  readonly label: string
  readonly from: { readonly words: string; readonly counts: ResultCounts }
  readonly to: { readonly words: string; readonly counts: ResultCounts }
}

/** What two versions have, beside each other, and the difference. */
export function CountsTable({ label, from, to }: CountsTableProps) {
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">
            <VisuallyHidden>What is counted</VisuallyHidden>
          </th>
          {[from.words, to.words, 'change'].map((words) => (
            <th key={words} scope="col" className={classes.number}>
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {countedThings.map(([key, words]) => {
          const change = to.counts[key] - from.counts[key]
          return (
            <tr key={key}>
              <th scope="row">{words}</th>
              <td>{formatCount(from.counts[key])}</td>
              <td>{formatCount(to.counts[key])}</td>
              <td>{change === 0 ? <span className="site-muted">same</span> : <b>{signed(change)}</b>}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
