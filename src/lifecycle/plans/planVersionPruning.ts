import { goingOfVersions } from '../reach.ts'
import { settledOf } from '../comeBack.ts'
import type { Run, State, Version } from '../state.ts'
import { knownRun } from '../whereabouts.ts'
import { draw } from './draw.ts'
import type { KeptVersion, Plan, Sizes } from './plan.ts'

export interface PruningRule {
  /** How many of the newest live versions stay, 1 or more. */
  readonly keepLast: number
  /** Versions that something reads just now, with what does: "drawing of sample pulsars". */
  readonly inUse: ReadonlyMap<number, string>
}

function reasonsToKeep(state: State, run: Run, version: Version, newest: ReadonlySet<number>, rule: PruningRule): readonly string[] {
  const { number } = version
  const reasons: string[] = []
  if (number === settledOf(run).head) reasons.push('it is shown')
  if (newest.has(number)) reasons.push(`one of the last ${rule.keepLast}`)
  for (const hold of state.holds.values()) {
    if (hold.itemId === run.id && (hold.version === null || hold.version === number))
      reasons.push(`hold by ${hold.byUserId}: ${hold.reason}`)
  }
  const use = rule.inUse.get(number)
  if (use !== undefined) reasons.push(`in use: ${use}`)
  return reasons
}

/** Which versions of a run a rule moves to the trash, and why each of the others stays. */
export function planVersionPruning(state: State, sizes: Sizes, runId: string, rule: PruningRule): Plan {
  const run = knownRun(state, runId)
  const live = run.versions.filter((version) => version.state.place === 'live').toSorted((a, b) => b.number - a.number)
  const newest = new Set(live.slice(0, rule.keepLast).map(({ number }) => number))
  const kept: KeptVersion[] = []
  const leaving: number[] = []
  for (const version of live) {
    const reasons = reasonsToKeep(state, run, version, newest, rule)
    if (reasons.length > 0) kept.push({ runId, number: version.number, reasons })
    else leaving.push(version.number)
  }
  const plan = draw(
    state,
    sizes,
    'pruneVersions',
    goingOfVersions(
      runId,
      leaving.toSorted((a, b) => a - b),
    ),
  )
  return { ...plan, stays: { ...plan.stays, versions: kept } }
}
