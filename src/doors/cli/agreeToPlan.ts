import type { ShownPlan } from '../../app/contract/plan.ts'
import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import { agreeingCommand } from './commandLine.ts'
import { confirm } from './confirm.ts'
import { printPlan } from './printPlan.ts'

/** How a command line agrees to what cannot be undone. */
export interface Agreement {
  readonly yes: boolean
  readonly planHash?: string
  readonly json: boolean
}

export interface FinalQuestion {
  readonly text: string
  /** What is to be typed, for it cannot be done by a slip of the hand. */
  readonly expected: string
}

function refusal(code: string, message: string, shown: ShownPlan): Fault {
  const command = agreeingCommand('--yes', '--plan-hash', shown.hash)
  return makeFault(code, message, { hint: `To do what the plan shows: ${command}`, data: { ...shown, command } })
}

/**
 * Asks for what cannot be undone: on a terminal the words are to be typed, elsewhere the hash of the plan is to be given.
 *
 * @returns the hash that was agreed to; `confirm.missing` with the plan and the command that does it
 */
export async function agreeToPlan(shown: ShownPlan, question: FinalQuestion, { yes, planHash, json }: Agreement): Promise<Result<string>> {
  if (yes && planHash !== undefined) return success(planHash)
  if (!json) printPlan(shown, true)
  const isTerminal = process.stdin.isTTY && process.stderr.isTTY
  if (yes || planHash !== undefined || !isTerminal || json) {
    const found = yes ? '--yes alone' : planHash === undefined ? 'none' : '--plan-hash alone'
    return failure(refusal('confirm.missing', `Expected a confirmation of the plan, found ${found}. Nothing was changed.`, shown))
  }
  const agreed = await confirm({ ...question, command: agreeingCommand('--yes', '--plan-hash', shown.hash) })
  return agreed.ok ? success(shown.hash) : agreed
}

/** The refusal of a plan that is no longer that of the world, with the plan as it is now and the command that agrees to it. */
export async function withNewPlan<T>(result: Result<T>, show: () => Promise<Result<ShownPlan>>, { json }: Agreement): Promise<Result<T>> {
  if (result.ok || result.fault.code !== 'plan.changed') return result
  const now = await show()
  if (!now.ok) return now
  if (!json) printPlan(now.value, true)
  return failure(refusal('plan.changed', result.fault.message, now.value))
}
