import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'

/** Awaits many results; the values in order, or the first fault in order. */
export async function allResults<T>(results: readonly Promise<Result<T>>[]): Promise<Result<readonly T[]>> {
  const values: T[] = []
  for (const result of await Promise.all(results)) {
    if (!result.ok) return result
    values.push(result.value)
  }
  return success(values)
}
