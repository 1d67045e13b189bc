import { failure, success, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { checkDirectories } from './checkDirectories.ts'
import { checkDrawn } from './checkDrawn.ts'
import { checkFiles, checkHashes } from './checkFiles.ts'
import { checkFolders } from './checkFolders.ts'
import { checkHistory } from './checkHistory.ts'
import { checkImages } from './checkImages.ts'
import { checkOperations } from './checkOperations.ts'
import { checkReferences } from './checkReferences.ts'
import { checkRules } from './checkRules.ts'
import { checkTemporary } from './checkTemporary.ts'
import type { CheckName, Finding } from './finding.ts'

export interface CheckOptions {
  /** Look at names and lengths alone, and hash nothing. */
  readonly quick: boolean
  /** Put right what can be without losing anything: nothing is ever deleted. */
  readonly repair: boolean
  /** Told of each check as it begins. */
  readonly onCheck?: (check: CheckName) => void
}

export interface StoreReport {
  readonly findings: readonly Finding[]
  /** Checks that were made, in their order. */
  readonly checks: readonly CheckName[]
}

type Check = (halley: Halley, options: CheckOptions) => Promise<readonly Finding[]>

const checks: readonly (readonly [CheckName, Check])[] = [
  ['files', checkFiles],
  ['hashes', checkHashes],
  ['drawn', checkDrawn],
  ['references', checkReferences],
  ['folders', checkFolders],
  ['temporary', checkTemporary],
  ['images', checkImages],
  ['operations', checkOperations],
  ['rules', checkRules],
  ['history', checkHistory],
  ['directories', checkDirectories],
]

/**
 * Compares the catalogue with the files: rows without files, files without rows, wrong hashes, images that nothing uses,
 * operations that nobody works on, sizes that have drifted, what was left in `tmp/`, laws of the life cycle, the seals of the history.
 *
 * @returns `right.denied` for all but administrators
 */
export async function checkStore(halley: Halley, options: CheckOptions): Promise<Result<StoreReport>> {
  const denied = administratorRefusal(actorOf(halley.user), 'Check the store')
  if (denied) return failure(denied)
  const findings: Finding[] = []
  const made = checks.filter(([name]) => !(options.quick && name === 'hashes'))
  for (const [name, check] of made) {
    options.onCheck?.(name)
    findings.push(...(await check(halley, options)))
  }
  return success({ findings, checks: made.map(([name]) => name) })
}
