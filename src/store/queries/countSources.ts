import { settle, type Result } from '../../fault/fault.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { refuseToRead } from '../parquet/readParquet.ts'
import { conditionSql } from './conditionSql.ts'
import { readTables } from './readTables.ts'
import type { SourceCondition } from './sourceCondition.ts'
import { SqlParameters } from './sqlParameters.ts'

/** The sources of a version, with the names that a condition knows it by. */
export interface CountedVersion {
  readonly run: string
  readonly version: number
  readonly sourcesPath: string
}

export interface CountedSources {
  readonly fitting: number
  readonly all: number
}

async function countOne({ run, version, sourcesPath }: CountedVersion, condition: SourceCondition): Promise<CountedSources> {
  const parameters = new SqlParameters()
  const [name, number] = [parameters.text(run), parameters.number(version)]
  const rows = `(SELECT ${name} AS run, ${number} AS version, * FROM ${parquetFiles([sourcesPath])})`
  const fitting = `count(*) FILTER (WHERE ${conditionSql(condition, parameters)})`
  try {
    const [row] = await readTables(`SELECT ${fitting} AS fitting, count(*) AS "all" FROM ${rows}`, parameters)
    return { fitting: Number(row?.['fitting']), all: Number(row?.['all']) }
  } catch (error) {
    return refuseToRead([sourcesPath], error)
  }
}

/** How many sources of versions a condition is true of. @returns `parquet.read` where a file is missing or damaged */
export function countSourcesOf(versions: readonly CountedVersion[], condition: SourceCondition): Promise<Result<CountedSources>> {
  return settle(async () => {
    const counts = await Promise.all(versions.map((version) => countOne(version, condition)))
    const sum = (key: keyof CountedSources) => counts.reduce((total, count) => total + count[key], 0)
    return { fitting: sum('fitting'), all: sum('all') }
  })
}
