import type { Fault, Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { commonRefusal } from '../../lifecycle/decide/ground.ts'
import type { Run } from '../../lifecycle/state.ts'
import { offeredVersion, versionOf } from '../../lifecycle/versions.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { readDraft } from '../../store/runFolder.ts'
import { loadState } from '../../store/state/loadState.ts'
import { actorOf } from '../actor.ts'
import type { RevertPreview } from '../contract/version.ts'
import type { Halley } from '../halley.ts'
import { glanceAt } from './glance.ts'

function nothingToGoBackTo({ name, versions }: Run, head: number | null): Fault {
  const refuse = (found: string, hint: string) =>
    makeFault('version.none', `Restore Run: expected an earlier version of run ${name} to go back to, found ${found}.`, {
      hint,
      data: { run: name },
    })
  if (head === null) return refuse('that it has none', `Process it first: ./halley process ${name}`)
  const others = versions.filter(({ number }) => number !== head)
  if (others.some(({ state }) => state.place === 'live'))
    return refuse('none before the one shown', `Choose one: ./halley versions ${name}`)
  const found = `version ${head} alone, which is shown`
  if (others.some(({ state }) => state.place === 'trashed')) return refuse(found, 'Others are in Trash: ./halley trash')
  return refuse(found, `The next processing makes another, and this one can be gone back to. To be rid of it: ./halley clear ${name}`)
}

/** The version that a restore goes to: the one asked for, else the one that is offered. */
function targetOf(run: Run, to: number | null): Result<{ readonly head: number; readonly target: number }> {
  const head = run.state.place === 'purged' ? null : run.state.head
  const target = to ?? offeredVersion(run)
  if (head === null || target === null) return failure(nothingToGoBackTo(run, head))
  if (versionOf(run, target)?.state.place === 'live') return success({ head, target })
  return failure(
    makeFault(
      'version.unknown',
      `Restore Run: expected a version of run ${run.name} that is not in Trash, found none of number ${target}.`,
      {
        hint: `List them: ./halley versions ${run.name}`,
        data: { run: run.name, version: target },
      },
    ),
  )
}

/**
 * What going back would change, at once and without reading any table.
 *
 * @param to the version to go back to; null: the one that is offered, before the last change or, after a failed or
 * cancelled processing, the one shown
 * @returns the refusals of `revertVersion` for who may not, or not now; `version.none`, `version.unknown`
 */
export async function previewRevert(halley: Halley, { id }: Pick<RunRow, 'id'>, to: number | null): Promise<Result<RevertPreview>> {
  const { store, user } = halley
  const state = await loadState(store.catalogue, { itemIds: [id] })
  const run = knownRun(state, id)
  const asked = { name: 'revertVersion', actor: actorOf(user), itemId: id, operationId: '', version: to } as const
  const no = commonRefusal(state, asked, run)
  if (no) return failure(no)
  const chosen = targetOf(run, to)
  if (!chosen.ok) return chosen
  const { head, target } = chosen.value
  const { configTexts, ...glance } = await glanceAt(halley, run, head, target)
  const draft = await readDraft(store, id)
  const hasEdits = draft.ok && draft.value.text !== configTexts.shown && draft.value.text !== configTexts.target
  return success({ ...glance, runName: run.name, head, target, configText: configTexts.target, hasEdits })
}
