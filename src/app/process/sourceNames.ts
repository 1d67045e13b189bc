import type { SourcePositions } from '../../pipeline/statistics/sourcePositions.ts'
import { sourceName } from '../../sky/sourceName.ts'

/** The name that each source has, else the one that its position gives it. */
export function sourceNames(sourceId: Float64Array, { raDeg, decDeg }: SourcePositions, known: ReadonlyMap<number, string>): string[] {
  return Array.from(sourceId, (id, source) => known.get(id) ?? sourceName(raDeg[source], decDeg[source]))
}
