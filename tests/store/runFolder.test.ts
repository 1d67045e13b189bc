import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepEdits, makeRunFolder, writeDraft } from '../../src/store/runFolder.ts'
import { openStore } from '../../src/store/store.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { valueOf } from './exampleStore.ts'

const home = temporaryFolder()
const at = new Date('2026-11-20T20:35:00.000Z')

test('edits that are kept again for the same time are kept once; others of that time are not lost for them', async () => {
  const store = valueOf(await openStore(home))
  const runId = randomUUID()
  makeRunFolder(store, runId)
  const path = await keepEdits(store, runId, 'run: {}\n', at)
  expect(await keepEdits(store, runId, 'run: {}\n', at)).toBe(path)
  await expect(keepEdits(store, runId, 'run: {name: other}\n', at)).rejects.toThrow('other edits')
  expect(readFileSync(path, 'utf8')).toBe('run: {}\n')
  expect(readdirSync(store.paths.run(runId)).toSorted()).toEqual(['config-2026-11-20-20-35-00-000.yaml', 'logs', 'results'])
  await store.close()
})

test('a draft clears away what killed writers left long ago, and nothing else', async () => {
  const store = valueOf(await openStore(home))
  const runId = randomUUID()
  makeRunFolder(store, runId)
  const folder = store.paths.run(runId)
  const [long, now, mine] = [`config.yaml.${randomUUID()}`, `config.yaml.${randomUUID()}`, 'config.yaml.mine']
  for (const name of [long, now, mine]) writeFileSync(join(folder, name), 'half')
  for (const name of [long, mine]) utimesSync(join(folder, name), at, new Date(Date.now() - 120_000))
  valueOf(await writeDraft(store, runId, 'run: {}\n', null))
  expect(readdirSync(folder).toSorted()).toEqual(['config.yaml', now, mine, 'logs', 'results'].toSorted())
  await store.close()
})
