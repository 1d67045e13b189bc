import { readExpression } from '../parquet/columnSink.ts'
import { conditionSql } from '../queries/conditionSql.ts'
import { visitTables } from '../queries/readTables.ts'
import type { SourceCondition } from '../queries/sourceCondition.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'
import { sourcesSql, type SourceTable } from './sourceTables.ts'

const idColumn = { name: 'id', type: 'int64', description: '' } as const

/** The ids of a version's sources that a condition is true of. */
export async function idsOfVersion(table: SourceTable, condition: SourceCondition): Promise<ReadonlySet<number>> {
  const parameters = new SqlParameters()
  const from = sourcesSql([table], parameters)
  const statement = `SELECT ${readExpression(idColumn)} FROM ${from} WHERE ${conditionSql(condition, parameters)}`
  const ids = new Set<number>()
  await visitTables(statement, parameters, [idColumn], ({ columns: [values] }) => {
    for (const id of values) ids.add(Number(id))
    return true
  })
  return ids
}
