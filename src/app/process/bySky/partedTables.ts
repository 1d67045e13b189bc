import type { Result } from '../../../fault/fault.ts'
import { settleResult, success } from '../../../fault/fault.ts'
import { writeCodedParquet } from '../../../store/parquet/coded/writeCodedParquet.ts'
import { writeParquet } from '../../../store/parquet/writeParquet.ts'
import { associationsTable } from '../../../store/tables/associations.ts'
import { measurementPairsTable } from '../../../store/tables/measurementPairs.ts'
import { sourcesTable } from '../../../store/tables/sources.ts'
import { pairRowGroups } from '../../tables/pairRowGroups.ts'
import { sourceColumnChunks, type SourceTableInput } from '../../tables/sourceColumns.ts'
import type { BuildInput } from '../science.ts'
import { threadDuckDb } from '../threadDuckDb.ts'
import { tablePath, type LargeTables } from '../writeTables.ts'
import type { DescribedParts } from './describeParts.ts'
import { memberChunks, pairGroups } from './tableRows.ts'

async function writeSources(input: BuildInput, science: SourceTableInput): Promise<Result<number>> {
  const path = tablePath(input, sourcesTable)
  const written = await writeParquet(await threadDuckDb(), path, sourcesTable, sourceColumnChunks(science), { layout: 'query' })
  return written.ok ? success(written.value.rows) : written
}

async function writeMembers(input: BuildInput, { members }: DescribedParts, sourceId: Float64Array): Promise<Result<number>> {
  const path = tablePath(input, associationsTable)
  const rows = memberChunks(members, sourceId.slice().sort())
  const written = await writeParquet(await threadDuckDb(), path, associationsTable, rows, { layout: 'archive' })
  return written.ok ? success(written.value.rows) : written
}

async function writePairs(input: BuildInput, described: DescribedParts, sourceId: Float64Array): Promise<Result<number>> {
  const names = input.images.map(({ image }) => image.name)
  const path = tablePath(input, measurementPairsTable)
  const written = await writeCodedParquet(path, measurementPairsTable, pairRowGroups(pairGroups(described), sourceId, names))
  return written.ok ? success(written.value.rows) : written
}

/** The large tables from what the parts of the sky left on the disk: one after the other, a range of sources at a time. */
export function partedTables(input: BuildInput, science: SourceTableInput, described: DescribedParts): LargeTables {
  const hasPairs = input.config.variability.pairMetrics
  const { sourceId } = science
  return {
    count: hasPairs ? 3 : 2,
    pairs: hasPairs ? described.extent.pairs : null,
    start: () => {
      const sources = settleResult(() => writeSources(input, science))
      const members = sources.then(() => settleResult(() => writeMembers(input, described, sourceId)))
      if (!hasPairs) return [sources, members]
      return [sources, members, members.then(() => settleResult(() => writePairs(input, described, sourceId)))]
    },
  }
}
