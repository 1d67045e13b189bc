import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { expect, test } from 'vitest'
import { administer, makeDatabase } from './sharedServer.ts'

test('a test has a database of its own, sorted by code point as SQLite sorts', async () => {
  const [mine, other] = [await makeDatabase(), await makeDatabase()]
  await administer(mine.url, "create table names as select unnest(array['b', 'Z', 'é', 'a']) as name")
  const rows = await administer(mine.url, 'select name from names order by name')
  expect(rows.map(({ name }) => name)).toEqual(['Z', 'a', 'b', 'é'])
  await expect(administer(other.url, 'select name from names')).rejects.toThrow('does not exist')
  await Promise.all([mine.drop(), other.drop()])
  await expect(administer(mine.url, 'select 1')).rejects.toThrow('does not exist')
})

test('a server goes with the process that started it, even if that is killed', async () => {
  const script = `const { startPostgres } = await import(${JSON.stringify(new URL('server.ts', import.meta.url).href)})
    console.log((await startPostgres()).url)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
  const folder = decodeURIComponent(new URL(said.trim()).hostname)
  expect(existsSync(folder)).toBe(true)
  child.kill('SIGKILL')
  await expect.poll(() => existsSync(folder), { timeout: 20_000 }).toBe(false)
})
