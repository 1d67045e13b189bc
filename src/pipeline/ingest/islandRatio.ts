/**
 * Share of each component in its island: its flux density over the sum of its island's, so 1 for a component on its
 * own. Sums run in row order.
 */
export function islandRatios(islandId: readonly string[], fluxMjy: Float64Array): Float64Array {
  const sums = new Map<string, number>()
  for (let i = 0; i < fluxMjy.length; i++) sums.set(islandId[i], (sums.get(islandId[i]) ?? 0) + fluxMjy[i])
  return fluxMjy.map((flux, i) => flux / (sums.get(islandId[i]) ?? NaN))
}
