/** The given rows of a column, in their order. Many times faster than `Float64Array.from` with a function. */
export function pickRows(column: Float64Array, rows: Int32Array): Float64Array {
  const picked = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i]]
  return picked
}

/** {@link pickRows} for a column of bytes. */
export function pickBytes(column: Uint8Array, rows: Int32Array): Uint8Array {
  const picked = new Uint8Array(rows.length)
  for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i]]
  return picked
}
