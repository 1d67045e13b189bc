/** How the islands of a catalogue are numbered, for those of forced fits that follow. */
export interface IslandNumbering {
  /** What stands before the number, in the spelling of the first island that has one. */
  readonly prefix: string
  readonly next: number
}

/** The numbering after the highest of these ids. */
export function numberingAfter(islandIds: Iterable<string | null>): IslandNumbering {
  let prefix: string | null = null
  let highest = 0
  for (const id of islandIds) {
    const match = /^(.*_)?(\d+)$/.exec(id ?? '')
    if (match === null) continue
    prefix ??= match[1] ?? null
    highest = Math.max(highest, Number(match[2]))
  }
  return { prefix: prefix ?? 'island_', next: highest + 1 }
}
