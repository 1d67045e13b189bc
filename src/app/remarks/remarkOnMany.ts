import { failure, makeFault, settle, success, type Fault, type Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { favourMany, tagMany, unfavourMany, untagMany, type BulkRemark } from '../../store/catalogue/bulkRemarks.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { sourceIds } from '../../store/explore/sourcesPage.ts'
import type { SourceCondition } from '../../store/queries/sourceCondition.ts'
import { mostRemarked, type BulkRemarkOutcome, type BulkRemarkRequest } from '../contract/bulkRemarks.ts'
import { askSources, type Asked } from '../explore/askSources.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'

const nothing: SourceCondition = { kind: 'not', of: { kind: 'all' } }

function onlyThese(condition: SourceCondition, only: BulkRemarkRequest['only']): SourceCondition {
  if (!only) return condition
  const of = [...Map.groupBy(only, ({ run }) => run)].map(([run, some]): SourceCondition => {
    const ids = some.map(({ id }) => id)
    return {
      kind: 'and',
      of: [
        { kind: 'text', column: 'run', values: [run] },
        { kind: 'oneOf', column: 'id', values: ids },
      ],
    }
  })
  return { kind: 'and', of: [condition, of.length === 0 ? nothing : { kind: 'or', of }] }
}

function tooMany(): Fault {
  const message = `Expected at most ${mostRemarked} sources, found more.`
  return makeFault('query.many', message, { hint: 'Narrow the query, or save the result as a sample.', data: { most: mostRemarked } })
}

/** The ids of the sources that are meant, by the ids of their runs. */
async function meant(
  { tables, condition, origins }: Asked,
  only: BulkRemarkRequest['only'],
): Promise<Result<ReadonlyMap<string, number[]>>> {
  const found = tables.length === 0 ? [] : await sourceIds(tables, onlyThese(condition, only), mostRemarked + 1)
  if (found.length > mostRemarked) return failure(tooMany())
  const byRun = new Map<string, Set<number>>()
  for (const { origin, id } of found) {
    const { runId } = origins[origin]
    byRun.set(runId, (byRun.get(runId) ?? new Set()).add(id))
  }
  return success(new Map([...byRun].map(([runId, ids]) => [runId, [...ids]])))
}

function apply(transaction: Catalogue, remark: BulkRemark, change: BulkRemarkRequest['change']): Promise<number> {
  if (change.act === 'tag') return tagMany(transaction, remark, change.tag)
  if (change.act === 'untag') return untagMany(transaction, remark, change.tag)
  return change.act === 'favour' ? favourMany(transaction, remark, change.text) : unfavourMany(transaction, remark)
}

const actions = { tag: 'tagged', untag: 'untagged', favour: 'favoured', unfavour: 'unfavoured' } as const

/**
 * Tags the sources of a query's result, or makes them favourites, or takes that back: all of them, or those that are
 * named. All are changed or none.
 *
 * @returns the faults of the query and of what is asked, `query.many` for more than can be changed at once, `right.denied`
 */
export async function remarkOnMany(halley: Halley, request: BulkRemarkRequest): Promise<Result<BulkRemarkOutcome>> {
  const { run, project, sample, q, only, change } = request
  const asked = await askSources(halley, { runs: run, project, sample, query: q })
  if (!asked.ok) return asked
  const sources = await meant(asked.value, only)
  if (!sources.ok) return sources
  for (const runId of sources.value.keys()) {
    const denied = await rightFault(halley, 'comment', runId)
    if (denied) return failure(denied)
  }
  const { store, user } = halley
  const at = halley.now().toISOString()
  return settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      const outcome = { sources: 0, changed: 0 }
      for (const [runId, ids] of sources.value) {
        const changed = await apply(transaction, { runId, sourceIds: ids, userId: user.id, at }, change)
        const event = { at, actorId: user.id, action: actions[change.act], subjectKind: 'run', subjectId: runId }
        const tag = 'tag' in change ? { tag: change.tag } : {}
        await recordAudit(transaction, { ...event, details: { sources: changed, query: asked.value.query, ...tag } })
        outcome.sources += ids.length
        outcome.changed += changed
      }
      return outcome
    }),
  )
}
