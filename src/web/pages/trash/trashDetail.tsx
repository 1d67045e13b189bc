import { Button, Group, Stack, Text } from '@mantine/core'
import type { TrashItem } from '../../../app/contract/trash.ts'
import { useApi } from '../../api/useApi.ts'
import { HoldLines, useHold } from '../../dialogs/useHold.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PlanPanel } from '../../parts/planPanel.tsx'
import { formatUtc } from '../../parts/format.ts'
import { deletePermanentlyButton, holdButton, partWords, restoreButton } from '../../words/destruction.ts'
import { holdSubjectOf } from './holdSubjectOf.ts'
import type { TrashActs } from './useTrashActs.ts'

interface TrashDetailProps {
  readonly item: TrashItem
  readonly acts: TrashActs
}

function Facts({ item: { by, atUtc, reason, purgeDueUtc, owner, isMine, bytes, freesBytes } }: Pick<TrashDetailProps, 'item'>) {
  const due = purgeDueUtc === null ? 'It stays until somebody deletes it.' : `Deleted permanently on ${formatUtc(purgeDueUtc)}.`
  return (
    <Text>
      Moved to Trash by {by} on {formatUtc(atUtc)}
      {reason ? `: ${reason}` : ''}. {isMine ? '' : `Owned by ${owner}. `}
      {due} If it went now, {partWords(bytes, freesBytes)}.
    </Text>
  )
}

/** A row of the trash, opened: the plan of its purge by the planner that does it, what holds it, and what can be done. */
export function TrashDetail({ item, acts }: TrashDetailProps) {
  const plan = useApi('planPurge', { body: { entryIds: [item.entryId] } }, { enabled: item.deleting === null })
  const hold = useHold()
  return (
    <Stack gap="md" maw={1000}>
      <Facts item={item} />
      {item.deleting === null && (
        <>
          <HoldLines subject={holdSubjectOf(item)} />
          <Loaded query={plan}>{(shown) => <PlanPanel shown={shown} isFinal />}</Loaded>
          <Group gap="sm">
            <Button onClick={() => acts.restore([item])}>{restoreButton}</Button>
            <Button variant="default" onClick={() => hold(holdSubjectOf(item))}>
              {holdButton}
            </Button>
            <Button
              variant="subtle"
              color="danger"
              disabled={item.keptBecause.length > 0}
              title={item.keptBecause.join('; ') || undefined}
              onClick={() => acts.deletePermanently([item])}
            >
              {deletePermanentlyButton}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  )
}
