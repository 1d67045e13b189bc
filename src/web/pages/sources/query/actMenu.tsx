import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { SourcesPage } from '../../../../app/contract/sources.ts'
import { mostRemarked } from '../../../../app/contract/bulkRemarks.ts'
import { useNewSample } from '../../../dialogs/useNewSample.tsx'
import { formatCount } from '../../../parts/format.ts'
import { useRemarkOnMany, type ManySources, type RemarkAct } from './useRemarkOnMany.tsx'

interface ActMenuProps {
  readonly many: ManySources
  readonly versions: SourcesPage['versions']
}

const acts: readonly (readonly [RemarkAct, string])[] = [
  ['tag', 'Tag...'],
  ['untag', 'Take a tag away...'],
  ['favour', 'Make favourites...'],
  ['unfavour', 'Remove from favourites...'],
]

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** The query of what is selected: of the result, those with these ids in these runs. */
function sampleQuery({ q, only }: ManySources): string {
  if (!only) return q
  const byRun = [...Map.groupBy(only, ({ run }) => run)]
  const these = byRun.map(([run, some]) => `(run = ${quoted(run)} and id in (${some.map(({ id }) => id).join(', ')}))`)
  return these.join(' or ')
}

/** What can be done to the selected sources, or to all that were found. */
export function ActMenu({ many, versions }: ActMenuProps) {
  const remark = useRemarkOnMany()
  const newSample = useNewSample()
  const { only, count, ground } = many
  const isTooMany = count > mostRemarked
  const saveAsSample = () =>
    newSample({ from: versions.map(({ runId, version }) => ({ run: runId, version })), sample: ground.sample, query: sampleQuery(many) })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant={only ? 'filled' : 'default'}
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          disabled={count === 0}
        >
          {only ? `Act on ${formatCount(count)} selected` : `Act on all ${formatCount(count)}`}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={saveAsSample}>Save as sample...</Menu.Item>
        <Menu.Divider />
        {isTooMany && <Menu.Label>Of at most {formatCount(mostRemarked)} at once</Menu.Label>}
        {acts.map(([act, words]) => (
          <Menu.Item key={act} disabled={isTooMany} onClick={() => remark(act, many)}>
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
