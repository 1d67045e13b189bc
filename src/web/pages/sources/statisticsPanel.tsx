import { Button, Collapse, Group, Title, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { SourceDetails } from '../../../app/contract/sources.ts'
import { statisticsDefinitions } from '../../words/statisticsDefinitions.ts'
import { sourceCell } from './sourceCell.ts'
import classes from './sourcePage.module.css'

function Values({ source }: { readonly source: SourceDetails }) {
  return (
    <dl className={classes.statistics}>
      {source.columns.map(({ name, unit, description }, index) => {
        const value = source.values[index] ?? null
        if (value === null || name === 'id' || name === 'name') return null
        return (
          <Tooltip key={name} label={description} multiline maw={320} position="right">
            <div>
              <dt>
                {name} {unit && <span className="site-muted">{unit}</span>}
              </dt>
              <dd>{typeof value === 'boolean' ? (value ? 'yes' : 'no') : sourceCell(name, value)}</dd>
            </div>
          </Tooltip>
        )
      })}
    </dl>
  )
}

function Definitions() {
  return (
    <dl className={classes.definitions}>
      {statisticsDefinitions.map(({ columns, words, formula }) => (
        <div key={columns}>
          <dt className="site-mono">{columns}</dt>
          <dd>
            {words}
            {formula && <code className={classes.formula}>{formula}</code>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** All statistics of a source, each with what it is on hover, and their formulas on demand. */
export function StatisticsPanel({ source }: { readonly source: SourceDetails }) {
  const [isOpen, { toggle }] = useDisclosure(false)
  return (
    <section aria-label="Statistics">
      <Group justify="space-between">
        <Title order={2}>Statistics</Title>
        <Button size="compact-xs" variant="subtle" aria-expanded={isOpen} onClick={toggle}>
          Definitions
        </Button>
      </Group>
      <Collapse expanded={isOpen}>
        <Definitions />
      </Collapse>
      <Values source={source} />
    </section>
  )
}
