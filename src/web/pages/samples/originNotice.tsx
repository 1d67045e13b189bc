import { Button, Group, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { SampleDetails } from '../../../app/contract/sample.ts'
import classes from './samplePage.module.css'

interface OriginNoticeProps {
  readonly sample: SampleDetails
  readonly onDrawAgain: () => void
}

function changedWords({ run, version, head }: SampleDetails['origins'][number]): string {
  return `${run} shows version ${head} now, the sample is of version ${version}`
}

/** What has become of the runs of a sample since it was made; nothing where nothing has. */
export function OriginNotice({ sample, onDrawAgain }: OriginNoticeProps) {
  const { origins, combination } = sample
  const changed = origins.filter(({ hasChanged }) => hasChanged)
  const away = origins.filter(({ where }) => where !== 'live')
  if (changed.length === 0 && away.length === 0) return null
  const words = [...changed.map(changedWords), ...away.map(({ run, version, remark }) => `${run} v${version}: ${remark}`)]
  const [one] = changed
  return (
    <section className={classes.notice} aria-label="What has become of its runs">
      <Text fw={600} c="var(--waiting)">
        <IconInfoCircle size={16} aria-hidden="true" className={classes.icon} />
        {changed.length > 0 ? 'Its runs have changed since' : 'Not all of its runs are there any more'}
      </Text>
      <Text>{words.join('; ')}. The sample has a copy of all that it shows, and stays as it is.</Text>
      {one && (
        <Group gap="sm" mt="sm">
          {!combination && away.length === 0 && (
            <Button variant="default" onClick={onDrawAgain}>
              Draw again from what they show now
            </Button>
          )}
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link
                {...props}
                to="/runs/$run/compare"
                params={{ run: one.runId }}
                search={{ from: one.version, to: one.head ?? one.version }}
              />
            )}
          >
            Compare version {one.version} with version {one.head}
          </Button>
        </Group>
      )}
    </section>
  )
}
