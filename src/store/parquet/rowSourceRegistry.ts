import { DuckDBTableFunction, type DuckDBConnection } from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'
import { RowSource } from './rowSource.ts'

export interface RowSourceRegistry {
  /** Makes `source` readable as `halley_rows(key)` while `work` runs. */
  use<T>(source: RowSource, work: (call: string) => Promise<T>): Promise<T>
}

/** Registers the table function once a connection: functions cannot be dropped, so each use has a key instead. */
export function registerRowSource(connection: DuckDBConnection): RowSourceRegistry {
  const sources = new Map<number, RowSource>()
  let lastKey = 0
  const tableFunction = new DuckDBTableFunction()
  const raw = tableFunction.table_function
  duckdb.table_function_set_name(raw, 'halley_rows')
  duckdb.table_function_add_parameter(raw, duckdb.create_logical_type(duckdb.Type.INTEGER))
  duckdb.table_function_set_bind(raw, (info) => {
    const source = sources.get(duckdb.get_int32(duckdb.bind_get_parameter(info, 0)))
    if (source === undefined) return duckdb.bind_set_error(info, 'no such row source')
    source.spec.columns.forEach((column, index) => duckdb.bind_add_result_column(info, column.name, source.encoders[index].logicalType))
    duckdb.bind_set_bind_data(info, source)
  })
  duckdb.table_function_set_init(raw, () => {})
  duckdb.table_function_set_function(raw, fillNext)
  connection.registerTableFunction(tableFunction)
  return {
    async use(source, work) {
      const key = ++lastKey
      sources.set(key, source)
      try {
        return await work(`halley_rows(${key})`)
      } finally {
        sources.delete(key)
      }
    },
  }
}

function fillNext(info: duckdb.TableFunctionInfo, output: duckdb.DataChunk): void {
  const source = duckdb.function_get_bind_data(info)
  if (!(source instanceof RowSource)) return duckdb.function_set_error(info, 'the row source is gone')
  try {
    source.fill(output)
  } catch (error) {
    source.error = error
    duckdb.function_set_error(info, String(error))
  }
}
