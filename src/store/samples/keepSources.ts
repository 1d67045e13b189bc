import { join } from 'node:path'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { conditionSql } from '../queries/conditionSql.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'
import type { Combining, SetOperation } from './combining.ts'
import { countRows, run } from './drawing.ts'
import { nearSources } from './nearSources.ts'

async function listOrigins(combining: Combining): Promise<void> {
  const columns = 'parent INTEGER, rank INTEGER, origin INTEGER, run_id VARCHAR, run VARCHAR, version INTEGER, shown VARCHAR'
  await run(combining, `CREATE TEMP TABLE origins (${columns})`)
  for (const [parent, { origins, rank }] of combining.parents.entries()) {
    for (const origin of origins) {
      const parameters = new SqlParameters()
      const place = combining.versions.findIndex(({ runId, version }) => runId === origin.runId && version === origin.version)
      const texts = `${parameters.text(origin.runId)}, ${parameters.text(origin.run)}, ${origin.version}, ${parameters.text(origin.shown)}`
      await run(combining, `INSERT INTO origins VALUES (${parent}, ${rank}, ${place}, ${texts})`, parameters)
    }
  }
}

/** The sources of each sample that the condition is true of, each once, as in its newest version there: `members(parent, run_id, id, version, ra, dec)`. */
async function listMembers(combining: Combining): Promise<void> {
  const parameters = new SqlParameters()
  const { condition } = combining
  const selects = combining.parents.map(({ folder }, parent) => {
    const versions = `(SELECT run_id, run, version FROM origins WHERE parent = ${parent})`
    const file = parquetFiles([join(folder, 'sources.parquet')])
    const rows = condition ? `(SELECT * FROM ${file} WHERE ${conditionSql(condition, parameters)})` : file
    return `SELECT ${parent} AS parent, run_id, id, version, wavg_ra, wavg_dec FROM ${rows} JOIN ${versions} USING (run, version)`
  })
  const newest = 'max(version) AS version, arg_max(wavg_ra, version) AS ra, arg_max(wavg_dec, version) AS dec'
  const all = `(${selects.join(' UNION ALL ')})`
  await run(
    combining,
    `CREATE TEMP TABLE members AS SELECT parent, run_id, id, ${newest} FROM ${all} GROUP BY parent, run_id, id`,
    parameters,
  )
}

/** Of two tables of sources, those of the first that the second has too. */
async function sharedSources(combining: Combining, first: string, second: string, radiusArcsec: number | null): Promise<string> {
  const same = `SELECT run_id, id FROM ${first} SEMI JOIN ${second} USING (run_id, id)`
  if (radiusArcsec === null) return `(${same})`
  await nearSources(combining, { first, second, radiusArcsec })
  return `(${same} UNION SELECT run_id, id FROM near)`
}

/** Takes one more sample into the table `kept`. */
async function takeIn(combining: Combining, parent: number, { operator, radiusArcsec }: SetOperation): Promise<void> {
  await run(combining, `CREATE OR REPLACE TEMP VIEW joining AS SELECT run_id, id, version, ra, dec FROM members WHERE parent = ${parent}`)
  if (operator === 'or') {
    const known = await sharedSources(combining, 'joining', 'kept', radiusArcsec)
    await run(combining, `INSERT INTO kept SELECT * FROM joining ANTI JOIN ${known} USING (run_id, id)`)
    return
  }
  const shared = await sharedSources(combining, 'kept', 'joining', radiusArcsec)
  const join = operator === 'and' ? 'SEMI JOIN' : 'ANTI JOIN'
  await run(combining, `CREATE OR REPLACE TEMP TABLE next AS SELECT * FROM kept ${join} ${shared} USING (run_id, id)`)
  await run(combining, 'CREATE OR REPLACE TEMP TABLE kept AS SELECT * FROM next')
}

/** Which rows are taken for the kept sources: of the newest version that a sample has, from the first sample that has it. */
async function pickRows(combining: Combining): Promise<void> {
  const newest = 'SELECT run_id, id, max(version) AS version FROM members SEMI JOIN kept USING (run_id, id) GROUP BY run_id, id'
  const places = '(SELECT parent, run_id, version, rank, origin FROM origins)'
  const rows = `members JOIN (${newest}) USING (run_id, id, version) JOIN ${places} USING (parent, run_id, version)`
  const first = 'arg_min(parent, rank) AS parent, min(rank) AS rank'
  await run(combining, `CREATE TEMP TABLE picked AS SELECT origin, id, ${first} FROM ${rows} GROUP BY origin, id`)
}

/**
 * Finds the sources that a set operation keeps and makes them tables of this DuckDB: `origins` with the versions of each
 * sample and `picked(origin, id, parent, rank)` with the sample that each row is taken from.
 *
 * @returns their number
 */
export async function keepSources(combining: Combining, operation: SetOperation): Promise<number> {
  await listOrigins(combining)
  await listMembers(combining)
  await run(combining, 'CREATE TEMP TABLE kept AS SELECT run_id, id, version, ra, dec FROM members WHERE parent = 0')
  for (let parent = 1; parent < combining.parents.length; parent++) await takeIn(combining, parent, operation)
  // What is taken away says nothing about what stays.
  if (operation.operator === 'minus') await run(combining, 'DELETE FROM members WHERE parent > 0')
  await pickRows(combining)
  return countRows(combining, 'picked')
}
