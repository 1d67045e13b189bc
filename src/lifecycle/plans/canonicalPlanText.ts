import type { Plan } from './plan.ts'

/** Keys in order, lists as sets: sorted by their text, by code unit. The same plan has one text, however it was put together. */
function canonical(value: unknown): string {
  if (Array.isArray(value))
    return `[${value
      .map((each) => canonical(each))
      .toSorted()
      .join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/**
 * A plan as one text, the same for the same act on the same world, whoever looks and in whatever order it was loaded.
 * The store hashes it; a purge carries the hash of what was shown.
 */
export function canonicalPlanText(plan: Plan): string {
  return `halley plan 1\n${canonical(plan)}\n`
}
