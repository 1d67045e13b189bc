import { spawnSync } from 'node:child_process'
import { fileMetadata } from '../../src/store/parquet/fileMetadata.ts'
import { analysisPointsTable } from '../../src/store/tables/analysisPoints.ts'
import { associationsTable } from '../../src/store/tables/associations.ts'
import { bandsTable } from '../../src/store/tables/bands.ts'
import { imagesTable } from '../../src/store/tables/images.ts'
import { measurementPairsTable } from '../../src/store/tables/measurementPairs.ts'
import { measurementsTable } from '../../src/store/tables/measurements.ts'
import { relationsTable } from '../../src/store/tables/relations.ts'
import {
  sampleAssociationsTable,
  sampleImagesTable,
  sampleMeasurementsTable,
  sampleSourcesTable,
} from '../../src/store/tables/sampleTables.ts'
import { skyRegionsTable } from '../../src/store/tables/skyRegions.ts'
import { sourcesTable } from '../../src/store/tables/sources.ts'

const tables = [
  associationsTable,
  bandsTable,
  imagesTable,
  measurementPairsTable,
  measurementsTable,
  relationsTable,
  skyRegionsTable,
  sourcesTable,
  sampleSourcesTable,
  sampleAssociationsTable,
  sampleMeasurementsTable,
  sampleImagesTable,
  analysisPointsTable,
]

/** What votlint says against the VOTable that describes a table in its Parquet file; one entry a table. */
export function lintTableDescriptions(): readonly { readonly table: string; readonly complaints: string }[] {
  return tables.map((spec) => {
    const content = fileMetadata(spec).find(([key]) => key === 'IVOA.VOTable-Parquet.content')?.[1] ?? ''
    const outcome = spawnSync('stilts', ['votlint', 'ucd=true', 'unit=true', 'votable=-'], { input: content, encoding: 'utf8' })
    const complaints = outcome.error ? String(outcome.error) : `${outcome.stdout}${outcome.stderr}`.trim()
    return {
      table: spec.name,
      complaints: outcome.status === 0 || complaints !== '' ? complaints : `votlint ended with code ${outcome.status}`,
    }
  })
}
