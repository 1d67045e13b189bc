/** Cuts of numbers 0, 1, 2 ... into ranges that follow each other. */
export interface Ranges {
  readonly count: number
  /** The range of each number. */
  readonly rangeOf: Int32Array
}

/** Ranges of up to `mostRows` rows, where number `n` has `rows[n]`; a number that has more is a range of its own. */
export function rangesOf(rows: Int32Array, mostRows: number): Ranges {
  const rangeOf = new Int32Array(rows.length)
  let range = 0
  let held = 0
  for (let number = 0; number < rows.length; number++) {
    if (held > 0 && held + rows[number] > mostRows) {
      range++
      held = 0
    }
    rangeOf[number] = range
    held += rows[number]
  }
  return { count: rows.length === 0 ? 0 : range + 1, rangeOf }
}
