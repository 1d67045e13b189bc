import { Button, Text } from '@mantine/core'
import type { RunRowView } from '../../../app/contract/runRow.ts'
import { useCancelWork } from '../../dialogs/useCancelWork.tsx'
import { useMoveToProject } from '../../dialogs/useMoveToProject.tsx'
import { useMoveToTrash } from '../../dialogs/useMoveToTrash.tsx'
import { useProcess } from '../../dialogs/useProcess.tsx'
import { formatCount } from '../../parts/format.ts'
import { SelectionBar } from '../../parts/selectionBar.tsx'
import { shareOf, type Share } from './runSelection.ts'

/** Each of them is looked at before it is processed. */
const mostProcessed = 100

interface BulkButtonProps {
  readonly words: string
  readonly share: Share
  readonly onClick: () => void
  /** How many it takes at a time. */
  readonly most?: number
}

/** What it does to how many, and what it leaves. */
function BulkButton({ words, share: { runs, rest }, onClick, most = Infinity }: BulkButtonProps) {
  const isTooMany = runs.length > most
  return (
    <>
      <Button variant="default" disabled={runs.length === 0 || isTooMany} onClick={onClick}>
        {runs.length > 0 ? `${words} ${formatCount(runs.length)}` : words}
      </Button>
      {(isTooMany || (rest !== '' && runs.length > 0)) && (
        <Text size="xs" c="dimmed">
          {isTooMany ? `takes ${most} at a time` : rest}
        </Text>
      )}
    </>
  )
}

interface RunsBulkBarProps {
  readonly selected: readonly RunRowView[]
  readonly onClear: () => void
}

/** What may be done to the selected runs; what does not apply to some is said. */
export function RunsBulkBar({ selected, onClear }: RunsBulkBarProps) {
  const process = useProcess()
  const cancelWork = useCancelWork()
  const moveToTrash = useMoveToTrash()
  const moveToProject = useMoveToProject()
  const [toProcess, toCancel] = [shareOf(selected, 'process'), shareOf(selected, 'cancel')]
  const [toTrash, toMove] = [shareOf(selected, 'trash'), shareOf(selected, 'move')]
  const words = selected.length === 1 ? '1 run' : `${formatCount(selected.length)} runs`
  return (
    <SelectionBar words={words} count={selected.length} onClear={onClear}>
      <BulkButton
        words="Process"
        share={toProcess}
        most={mostProcessed}
        onClick={() => process({ runs: toProcess.runs, onDone: onClear })}
      />
      {toCancel.runs.length > 0 && (
        <BulkButton words="Cancel" share={toCancel} onClick={() => cancelWork({ runs: toCancel.runs, onDone: onClear })} />
      )}
      <BulkButton
        words="Move to Trash"
        share={toTrash}
        onClick={() => moveToTrash({ itemIds: toTrash.runs.map(({ id }) => id), onDone: onClear })}
      />
      <BulkButton
        words="Move to project"
        share={toMove}
        onClick={() =>
          moveToProject(
            toMove.runs.map(({ id, name }) => ({ id, kind: 'run', name })),
            onClear,
          )
        }
      />
    </SelectionBar>
  )
}
