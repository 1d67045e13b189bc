/** 0, 1, 2 ... `count - 1`. */
export function rowNumbers(count: number): Int32Array {
  const rows = new Int32Array(count)
  for (let row = 0; row < count; row++) rows[row] = row
  return rows
}

/** A counting sort, stable, of the entries in `order` by their keys, which are from 0 to below `keyCount`. */
export function sortByKey(order: Int32Array, keys: Int32Array, keyCount: number): Int32Array {
  const start = new Int32Array(keyCount + 1)
  for (const entry of order) start[keys[entry] + 1]++
  for (let key = 0; key < keyCount; key++) start[key + 1] += start[key]
  const sorted = new Int32Array(order.length)
  for (const entry of order) sorted[start[keys[entry]]++] = entry
  return sorted
}
