import { Progress } from '@mantine/core'
import { formatCount } from './format.ts'
import classes from './workProgress.module.css'

interface Work {
  readonly state: string
  readonly stage: string | null
  readonly done: number
  /** 0 where the stage does not count. */
  readonly total: number
  readonly waitReason: string | null
}

/** What work is at, in words: its stage and how far it is, or why it waits. */
export function wordsOfProgress({ state, stage, done, total, waitReason }: Work): string {
  if (state === 'queued') return waitReason ?? ''
  if (stage === null) return 'starting'
  return total > 0 ? `${stage} ${formatCount(done)} of ${formatCount(total)}` : stage
}

interface WorkProgressProps {
  readonly work: Work
  /** What is worked on, for screen readers. */
  readonly label: string
}

/** How far some work is: a bar where it counts, and its words. */
export function WorkProgress({ work, label }: WorkProgressProps) {
  const percent = work.total > 0 ? (100 * work.done) / work.total : 0
  const words = wordsOfProgress(work)
  if (words === '') return null
  return (
    <span className={classes.work}>
      {work.state === 'running' && work.total > 0 && (
        <Progress.Root size={6} className={classes.bar}>
          <Progress.Section value={percent} aria-label={label} aria-valuetext={words} />
        </Progress.Root>
      )}
      <span className={classes.words} title={words}>
        {words}
      </span>
    </span>
  )
}
