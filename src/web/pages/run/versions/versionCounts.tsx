import { Text } from '@mantine/core'
import type { VersionSummary } from '../../../../app/contract/version.ts'
import { formatCount, formatUtc } from '../../../parts/format.ts'
import { CountsTable } from './countsTable.tsx'
import classes from './countsTable.module.css'
import { countedThings, originWords } from './versionWords.ts'

interface VersionCountsProps {
  readonly version: VersionSummary
  readonly parent: VersionSummary | undefined
}

/** A version at a glance: how it came about, and its counts beside those of the version before. */
export function VersionCounts({ version, parent }: VersionCountsProps) {
  const { number, counts, madeBy, madeAtUtc } = version
  return (
    <>
      <Text fw={600}>
        Version {number}: {originWords(version, parent)}
      </Text>
      <Text size="xs" c="dimmed" mb="xs">
        {madeBy}, {formatUtc(madeAtUtc)}
      </Text>
      {parent ? (
        <CountsTable
          label={`Version ${number} beside version ${parent.number}`}
          from={{ words: `v${parent.number}`, counts: parent.counts }}
          to={{ words: `v${number}`, counts }}
        />
      ) : (
        <table className={classes.table} aria-label={`Counts of version ${number}`}>
          <tbody>
            {countedThings.map(([key, words]) => (
              <tr key={key}>
                <th scope="row">{words}</th>
                <td>{formatCount(counts[key])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
