import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet'
import { expectValue } from '../../bench/detections.ts'
import { closeHalley, openHalley } from '../../src/app/halley.ts'
import { downloadTables, makeEveryTable } from '../../tests/export/everyTable.ts'
import { startServing } from '../../tests/site/harness/serving.ts'

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

/** What votlint says against the VOTables that describe the tables of a store in their Parquet files; one entry for each that differs. */
async function lintStored(home: string): Promise<readonly Linted[]> {
  const described = new Map<string, string>()
  for (const path of globSync('objects/**/*.parquet', { cwd: home })) {
    const { key_value_metadata: metadata = [] } = await parquetMetadataAsync(await asyncBufferFromFile(join(home, path)))
    const content = metadata.find(({ key }) => key === 'IVOA.VOTable-Parquet.content')?.value
    const [, kind] = path.split('/')
    if (content !== undefined && !described.has(content)) described.set(content, `${kind}, ${basename(path)}`)
  }
  return [...described].map(([content, name]) => lint(`in a Parquet file: ${name}`, content))
}

/** What votlint says against every VOTable that Halley writes: in the files of a store with every kind of table, and as its server gives them away. */
export async function lintEveryTable(): Promise<readonly Linted[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-votlint-'))
  try {
    const { home } = await makeEveryTable(folder)
    const halley = expectValue(await openHalley({ environment: {}, home }))
    const serving = await startServing(home, ['--api-only'])
    try {
      const tables = await downloadTables(serving.address, halley, 'votable')
      return [...(await lintStored(home)), ...tables.map(({ name, bytes }) => lint(name, bytes))]
    } finally {
      await serving.stop()
      await closeHalley(halley)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
