/**
 * Relations as the output holds them: every pair in both directions, each once, sorted by (from, to).
 *
 * @param from sources, numbered below `sourceCount`; `to[i]` is related to `from[i]`
 */
export function sortRelations(from: Int32Array, to: Int32Array, sourceCount: number): { from: Int32Array; to: Int32Array } {
  // One exact double a relation: 10^7 sources squared are below 2^53.
  const keys = new Float64Array(2 * from.length)
  for (let i = 0; i < from.length; i++) {
    keys[2 * i] = from[i] * sourceCount + to[i]
    keys[2 * i + 1] = to[i] * sourceCount + from[i]
  }
  keys.sort()
  let unique = 0
  for (let i = 0; i < keys.length; i++) if (i === 0 || keys[i] !== keys[i - 1]) keys[unique++] = keys[i]
  const sorted = { from: new Int32Array(unique), to: new Int32Array(unique) }
  for (let i = 0; i < unique; i++) {
    sorted.from[i] = Math.floor(keys[i] / sourceCount)
    sorted.to[i] = keys[i] % sourceCount
  }
  return sorted
}
