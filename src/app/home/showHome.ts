import { success, type Result } from '../../fault/fault.ts'
import { versionCounts } from '../../store/catalogue/runGrowth.ts'
import type { Attention, Home } from '../contract/home.ts'
import type { ResultCounts } from '../contract/runStatus.ts'
import type { RunRowView } from '../contract/runRow.ts'
import type { TrashItem } from '../contract/trash.ts'
import type { Halley } from '../halley.ts'
import { listRuns } from '../runs/listRuns.ts'
import { listTrash } from '../trash/listTrash.ts'
import { diskUsage } from '../usage/diskUsage.ts'

/** What is deleted within this many days is said. */
const soonDays = 7

const mostAttention = 20

/** How many of the runs that changed last are shown with their growth. */
const recentRuns = 8

function failedRuns(runs: readonly RunRowView[]): readonly Attention[] {
  return runs.flatMap(({ id, name, isMine, work, place, fault, updatedUtc }) => {
    if (!isMine || work !== 'failed' || place !== 'live') return []
    const words = fault?.message ?? 'The last processing ended with an error.'
    const hint = fault?.hint ?? 'Its log says more.'
    return [{ kind: 'failed', item: { id, kind: 'run', name, place }, words, hint, atUtc: updatedUtc } as const]
  })
}

function trashMatter({ id, kind, name, deleting, daysLeft, purgeDueUtc, isMine, atUtc }: TrashItem): readonly Attention[] {
  const item = { id, kind: kind === 'versions' ? 'run' : kind, name, place: deleting ? 'purging' : 'trashed' }
  if (deleting) {
    const { fault } = deleting
    return fault ? [{ kind: 'purgeStopped', item, words: fault.message, hint: fault.hint, atUtc }] : []
  }
  if (!isMine || daysLeft === null || purgeDueUtc === null || daysLeft > soonDays) return []
  const when = daysLeft <= 1 ? 'within a day' : `within ${daysLeft} days`
  const hint = 'Restore it from Trash to keep it.'
  return [{ kind: 'purgeSoon', item, words: `It is deleted permanently ${when}.`, hint, atUtc: purgeDueUtc }]
}

async function growthOf({ store }: Halley, runs: readonly RunRowView[]): Promise<Home['growth']> {
  const ids = runs.slice(0, recentRuns).map(({ id }) => id)
  const rows = await versionCounts(store.catalogue, ids)
  return [...Map.groupBy(rows, ({ runId }) => runId)].map(([runId, versions]) => ({
    runId,
    versions: versions.map(({ number, counts }) => {
      const { sources, images } = JSON.parse(counts) as ResultCounts
      return { number, sources, images }
    }),
  }))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** What a user should look at first: what needs attention, what things take, how runs grew. */
export async function showHome(halley: Halley): Promise<Result<Home>> {
  const listed = await listRuns(halley, { limit: recentRuns, offset: 0 })
  if (!listed.ok) return listed
  const failed = await listRuns(halley, { limit: mostAttention, offset: 0, status: 'failed', owner: 'mine' })
  if (!failed.ok) return failed
  const trash = await listTrash(halley, { all: false })
  if (!trash.ok) return trash
  const usage = await diskUsage(halley)
  if (!usage.ok) return usage
  const matters = [...trash.value.flatMap(trashMatter), ...failedRuns(failed.value.runs)]
  const urgency = ['purgeStopped', 'purgeSoon', 'failed']
  return success({
    isEmpty: listed.value.all === 0,
    attention: matters.toSorted((a, b) => urgency.indexOf(a.kind) - urgency.indexOf(b.kind)).slice(0, mostAttention),
    storage: {
      totalBytes: usage.value.totalBytes,
      items: usage.value.items.length,
      trashBytes: sum(trash.value.map(({ bytes }) => bytes)),
      trashFreesBytes: sum(trash.value.map(({ freesBytes }) => freesBytes)),
      trashEntries: trash.value.length,
    },
    growth: await growthOf(halley, listed.value.runs),
  })
}
