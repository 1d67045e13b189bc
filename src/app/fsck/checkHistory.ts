import type { Halley } from '../halley.ts'
import { verifyHistory } from '../audit/verifyHistory.ts'
import { finding, type Finding } from './finding.ts'

/** The seals of the history. */
export async function checkHistory(halley: Halley): Promise<readonly Finding[]> {
  const verified = await verifyHistory(halley, null)
  return verified.ok ? [] : [finding('history', 'damage', verified.fault.message)]
}
