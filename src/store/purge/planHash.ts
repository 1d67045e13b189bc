import { createHash } from 'node:crypto'
import { canonicalPlanText } from '../../lifecycle/plans/canonicalPlanText.ts'
import type { Plan } from '../../lifecycle/plans/plan.ts'

/** What a user confirms of a plan: SHA-256 of its canonical text, in hex. */
export function planHash(plan: Plan): string {
  return createHash('sha256').update(canonicalPlanText(plan)).digest('hex')
}
