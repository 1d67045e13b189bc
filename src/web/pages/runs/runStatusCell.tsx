import { Tooltip } from '@mantine/core'
import type { RunRowView } from '../../../app/contract/runRow.ts'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { WorkProgress } from '../../parts/workProgress.tsx'
import classes from './runStatusCell.module.css'

/** What is shown meanwhile, and why the last work failed. */
function moreWords({ place, work, version, fault }: RunRowView): string {
  const parts = [version !== null && work !== 'completed' && place === 'live' ? `version ${version} is shown` : '', fault?.message ?? '']
  return parts.filter((part) => part !== '').join('; ')
}

/** What a run is doing: its word, how far the work is, what is shown meanwhile, why the last work failed. */
export function RunStatusCell({ run }: { readonly run: RunRowView }) {
  const { name, words, sentence, operation, fault } = run
  const more = moreWords(run)
  return (
    <span className={classes.cell}>
      <StatusBadge words={words} />
      {operation && operation.state !== 'failed' && <WorkProgress work={operation} label={`${name}: ${words}`} />}
      {more !== '' && (
        <Tooltip label={fault ? `${sentence}. ${fault.message} ${fault.hint}` : sentence} multiline maw={480}>
          <span className={classes.more}>{more}</span>
        </Tooltip>
      )}
    </span>
  )
}
