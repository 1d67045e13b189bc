import { expect, test } from 'vitest'
import { settle } from '../../src/fault/fault.ts'
import { readInProcess, readTables } from '../../src/store/queries/readTables.ts'

const gone = "SELECT * FROM read_parquet(['/nowhere/sources.parquet'])"

test('tables that were deleted a moment ago are refused, here and in a process that reads for a server', async () => {
  const refusal = { ok: false, fault: { code: 'parquet.read', retryable: true } }
  expect(await settle(() => readTables(gone))).toMatchObject(refusal)
  const end = readInProcess({ memoryLimitMb: 100, idleMs: 1000, onProblem: () => {} })
  expect(await settle(() => readTables(gone))).toMatchObject(refusal)
  await end()
})
