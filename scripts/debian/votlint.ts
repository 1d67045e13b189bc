import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { demoEnvironment, runDemo } from '../../src/app/demo/runDemo.ts'
import { exportSources } from '../../src/app/explore/exportSources.ts'
import { closeHalley, openHalley } from '../../src/app/halley.ts'
import { expectValue } from '../../bench/detections.ts'
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

export interface Linted {
  readonly table: string
  /** Empty where there are none. */
  readonly complaints: string
}

function lint(table: string, content: string | Uint8Array): Linted {
  const outcome = spawnSync('stilts', ['votlint', 'ucd=true', 'unit=true', 'votable=-'], { input: content, encoding: 'utf8' })
  const complaints = outcome.error ? String(outcome.error) : `${outcome.stdout}${outcome.stderr}`.trim()
  return { table, complaints: outcome.status === 0 || complaints !== '' ? complaints : `votlint ended with code ${outcome.status}` }
}

/** What votlint says against the VOTable that describes a table in its Parquet file; one entry a table. */
export function lintTableDescriptions(): readonly Linted[] {
  return tables.map((spec) => lint(spec.name, fileMetadata(spec).find(([key]) => key === 'IVOA.VOTable-Parquet.content')?.[1] ?? ''))
}

/** What votlint says against the sources of a simulated survey as a query exports them. */
export async function lintSourcesExport(): Promise<Linted> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-votlint-'))
  const environment = { HALLEY_HOME: join(folder, 'home') }
  try {
    expectValue(await runDemo({ environment, signal: new AbortController().signal, onProgress: () => {} }))
    const halley = expectValue(await openHalley({ environment: demoEnvironment(environment) }))
    try {
      const content = await exportSources(halley, { runs: [], query: '', format: 'votable', columns: [] })
      return lint('sources of a query', await buffer(expectValue(content)))
    } finally {
      await closeHalley(halley)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
