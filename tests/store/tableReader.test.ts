// Tables read here and by a process of their own: the same answers, whatever happens to that process.
import { kill, pid } from 'node:process'
import { afterEach, expect, test } from 'vitest'
import { readExpression } from '../../src/store/parquet/columnSink.ts'
import { LocalReader } from '../../src/store/queries/localReader.ts'
import { ProcessReader } from '../../src/store/queries/processReader.ts'
import { SqlParameters } from '../../src/store/queries/sqlParameters.ts'
import type { Block, TableQuery, TableReader } from '../../src/store/queries/tableReader.ts'
import { eventually, readersOf } from './readersOf.ts'

const memoryLimitMb = 300
const opened: TableReader[] = []
const problems: string[] = []

function processReader(idleMs = 60_000): ProcessReader {
  const reader = new ProcessReader({ memoryLimitMb, idleMs, onProblem: (words) => problems.push(words) })
  opened.push(reader)
  return reader
}

afterEach(async () => {
  for (const reader of opened.splice(0)) await reader.close()
  problems.length = 0
})

function query(statement: string, parameters = new SqlParameters()): TableQuery {
  return { statement, values: parameters.values }
}

/** Takes some seconds. */
const long = 'SELECT count(*) AS count FROM range(300000000) WHERE hash(range) % 7 = 3'

const columns = [
  { name: 'id', type: 'int64', description: '' },
  { name: 'half', type: 'float64', nullable: true, description: '' },
  { name: 'name', type: 'string', nullable: true, description: '' },
] as const

function manyRows(count: number): TableQuery {
  const table = `SELECT range AS id, CASE WHEN range % 3 > 0 THEN range / 2 END AS half, CASE WHEN range % 5 > 0 THEN 'row ' || range END AS name FROM range(${count})`
  return query(`SELECT ${columns.map(readExpression).join(', ')} FROM (${table})`)
}

async function visited(reader: TableReader, asked: TableQuery, onBlock: (block: Block) => void = () => {}): Promise<unknown[][]> {
  const values: unknown[][] = columns.map(() => [])
  await reader.visit(asked, columns, (block) => {
    onBlock(block)
    block.columns.forEach((column, index) => {
      for (const value of column) values[index].push(value)
    })
    return true
  })
  return values
}

/** The one process of this test that reads tables. */
async function onlyReader(): Promise<number> {
  await eventually(() => readersOf(pid).length > 0)
  const [reader, ...others] = readersOf(pid)
  expect(others).toEqual([])
  return reader
}

test('all types of values come through the process as they are', async () => {
  const parameters = new SqlParameters()
  const given = [parameters.number(2.5), parameters.text(`it's`), parameters.numbers([]), parameters.texts(['a', 'ü'])]
  const statement = `SELECT range AS big, range::INTEGER AS small, CASE WHEN range > 0 THEN range / 4 END AS half,
    CASE WHEN range = 1 THEN 'nan'::DOUBLE ELSE 'inf'::DOUBLE END AS odd, CASE WHEN range > 0 THEN range END AS missing,
    range % 2 = 0 AS even, 'text ' || range AS text, TIMESTAMP '2026-01-02 03:04:05.678' AS time, NULL AS nothing,
    (range + 10)::HUGEINT ** 30 AS wide, 170141183460469231731687303715884105727::HUGEINT AS huge,
    ${given.map((name, index) => `${name} AS given${index}`).join(', ')} FROM range(3)`
  const here = await new LocalReader(memoryLimitMb).rows(query(statement, parameters))
  const there = await processReader().rows(query(statement, parameters))
  expect(there).toEqual(here)
  expect(there[1]).toMatchObject({
    big: 1n,
    small: 1,
    half: 0.25,
    odd: Number.NaN,
    missing: 1n,
    even: false,
    text: 'text 1',
    nothing: null,
  })
  expect(there[0]).toMatchObject({ half: null, missing: null, time: new Date('2026-01-02T03:04:05.678Z'), huge: 2n ** 127n - 1n })
  expect(await processReader().rows(query('SELECT 1 AS one WHERE false'))).toEqual([])
})

test('very many rows come in blocks, in the same order, and no more than are wanted', async () => {
  const reader = processReader()
  const here = await visited(new LocalReader(memoryLimitMb), manyRows(300_000))
  expect(await visited(reader, manyRows(300_000))).toEqual(here)
  expect(here[0]).toHaveLength(300_000)
  let blocks = 0
  await reader.visit(manyRows(10_000_000), columns, () => ++blocks < 2)
  expect(blocks).toBe(2)
  expect(await reader.rows(query('SELECT 1 AS one'))).toEqual([{ one: 1 }])
})

test('what DuckDB refuses is refused in its words, and the process goes on', async () => {
  const reader = processReader()
  await expect(reader.rows(query("SELECT * FROM read_parquet(['/nowhere.parquet'])"))).rejects.toThrow('/nowhere.parquet')
  await expect(reader.visit(query('SELECT nothing'), columns, () => true)).rejects.toThrow('nothing')
  await expect(reader.visit(manyRows(10), columns, () => { throw new Error('ours') })).rejects.toThrow('ours') // prettier-ignore
  const before = await onlyReader()
  expect(await reader.rows(query('SELECT 1 AS one'))).toEqual([{ one: 1 }])
  expect(await onlyReader()).toBe(before)
})

test('many queries at once all have their own answers, of one process', async () => {
  const reader = processReader()
  const asked = Array.from({ length: 60 }, (_, number) =>
    reader.rows(query(`SELECT ${number} AS number, count(*) AS rows FROM range(200000)`)),
  )
  expect(await Promise.all(asked)).toEqual(asked.map((_, number) => [{ number, rows: 200_000n }]))
  await onlyReader()
})

test('killed in the middle of a query, another process answers it', async () => {
  const reader = processReader()
  const answer = reader.rows(query(long))
  const first = await onlyReader()
  await new Promise((resolve) => setTimeout(resolve, 500))
  kill(first, 'SIGKILL')
  const here = await new LocalReader(memoryLimitMb).rows(query(long))
  expect(await answer).toEqual(here)
  expect(await onlyReader()).not.toBe(first)
  expect(problems).toEqual(['The process that reads tables ended (SIGKILL); a query starts another.'])
})

test('killed between blocks, another process goes on after the rows that were visited', async () => {
  const reader = processReader()
  let blocks = 0
  const there = await visited(reader, manyRows(500_000), () => {
    blocks += 1
    if (blocks === 3) kill(readersOf(pid)[0], 'SIGKILL')
  })
  expect(there).toEqual(await visited(new LocalReader(memoryLimitMb), manyRows(500_000)))
})

test('killed twice at a query it says that it is away, and to ask again; the next query is answered', async () => {
  const reader = processReader()
  const answer = reader.rows(query(long))
  const refused = expect(answer).rejects.toMatchObject({ fault: { code: 'tables.away', retryable: true } })
  const first = await onlyReader()
  kill(first, 'SIGKILL')
  await eventually(() => readersOf(pid).some((one) => one !== first))
  await eventually(() => !readersOf(pid).includes(first))
  kill(await onlyReader(), 'SIGKILL')
  await refused
  expect(await reader.rows(query('SELECT 1 AS one'))).toEqual([{ one: 1 }])
})

test('ends after a while without queries, and the next one starts another', async () => {
  const reader = processReader(300)
  await reader.rows(query('SELECT 1 AS one'))
  const first = await onlyReader()
  await eventually(() => readersOf(pid).length === 0)
  expect(await reader.rows(query('SELECT 2 AS two'))).toEqual([{ two: 2 }])
  expect(await onlyReader()).not.toBe(first)
  expect(problems).toEqual([])
})

test('it does not end at a query that takes longer than its idle time', async () => {
  const reader = processReader(50)
  expect(await reader.rows(query(long))).toHaveLength(1)
  expect(problems).toEqual([])
})

test('what nobody waits for any more is given up, here and there, and takes no place from others', async () => {
  for (const reader of [new LocalReader(memoryLimitMb), processReader()]) {
    await reader.rows(query('SELECT 1'))
    const gone = new AbortController()
    const given = Array.from({ length: 8 }, () => reader.rows(query(long.replace('300000000', '2000000000000')), gone.signal))
    const refused = Promise.all(given.map((one) => expect(one).rejects.toMatchObject({ fault: { code: 'interrupted.gone' } })))
    await new Promise((resolve) => setTimeout(resolve, 300))
    gone.abort()
    await refused
    expect(await reader.rows(query('SELECT 2 AS two'))).toEqual([{ two: 2 }])
    await expect(reader.rows(query('SELECT 3'), gone.signal)).rejects.toMatchObject({ fault: { code: 'interrupted.gone' } })
  }
})

test('closed, it leaves no process, and what it was at is given up', async () => {
  const reader = processReader()
  const refused = expect(reader.rows(query(long))).rejects.toMatchObject({ fault: { code: 'interrupted.gone' } })
  await onlyReader()
  await reader.close()
  await refused
  expect(readersOf(pid)).toEqual([])
})
