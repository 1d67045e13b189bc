import { success, type Result } from '../../fault/fault.ts'
import { besideSource as readBeside } from '../../store/explore/besideSource.ts'
import type { SourceOrder } from '../../store/explore/sourcesPage.ts'
import type { BesideSource } from '../contract/sourceSurroundings.ts'
import type { Halley } from '../halley.ts'
import { findRun } from '../runs/findRun.ts'
import { askSources, type SourcesQuestion } from './askSources.ts'

export interface BesideQuestion extends SourcesQuestion {
  readonly order: SourceOrder
  /** The source that is looked at: name or id of its run, and its id there. */
  readonly of: string
  readonly source: number
}

type Row = NonNullable<Awaited<ReturnType<typeof readBeside>>>['next']

function linkOf(row: Row): BesideSource['next'] {
  return row ? { run: String(row.run), id: Number(row.id), name: String(row.name) } : null
}

const nowhere: BesideSource = { previous: null, next: null, before: null }

/** The sources before and after one in a query, in its order. @returns the faults of the query, and of runs that are not there */
export async function besideSource(halley: Halley, question: BesideQuestion): Promise<Result<BesideSource>> {
  const run = await findRun(halley, question.of)
  if (!run.ok) return run
  const asked = await askSources(halley, question)
  if (!asked.ok) return asked
  const { origins, tables, condition } = asked.value
  const origin = origins.findIndex(({ runId }) => runId === run.value.id)
  if (origin < 0) return success(nowhere)
  const found = await readBeside({ tables, condition, order: question.order, origin, sourceId: question.source })
  return success(found ? { previous: linkOf(found.previous), next: linkOf(found.next), before: found.before } : nowhere)
}
