function counted(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of text.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}

function surplus(of: ReadonlyMap<string, number>, over: ReadonlyMap<string, number>): number {
  let count = 0
  for (const [line, times] of of) count += Math.max(0, times - (over.get(line) ?? 0))
  return count
}

/** How many lines a text has that another has not, in whatever order, and the other way round. */
export function changedLines(before: string, after: string): { readonly added: number; readonly removed: number } {
  const [old, now] = [counted(before), counted(after)]
  return { added: surplus(now, old), removed: surplus(old, now) }
}
