// Does what it is told to, one thing a line, to any store, for a user of it: a process that races with another one.
import process from 'node:process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { halleyFor, type Halley } from '../../src/app/halley.ts'
import { renameItem } from '../../src/app/items/renameItem.ts'
import { workQueues } from '../../src/app/contract/workQueue.ts'
import { runWorker } from '../../src/app/operations/runWorker.ts'
import { submitOperation } from '../../src/app/operations/submitOperation.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { revertVersion } from '../../src/app/versions/revertVersion.ts'
import { settleResult, type Result } from '../../src/fault/fault.ts'
import { findRun } from '../../src/store/catalogue/runs.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { valueOf } from '../store/exampleStore.ts'
import { processExample, purgeEntry, restoreEntry } from './acts.ts'
import type { RaceOrder } from './race.ts'

const stores = new Map<string, Promise<Store>>()

function storeAt({ home, environment }: RaceOrder): Promise<Store> {
  const store = stores.get(home) ?? openStore(home, { environment, patienceMs: 20_000 }).then(valueOf)
  stores.set(home, store)
  return store
}

async function runOf({ store }: Halley, id: string): Promise<RunRow> {
  const run = await findRun(store.catalogue, id)
  if (!run) throw new Error(`No run ${id}`)
  return run
}

function work(halley: Halley): Promise<Result<unknown>> {
  const { signal } = new AbortController()
  return runWorker(halley, { once: true, pollMs: 10, queues: workQueues, threads: 1, signal, tell: () => {} })
}

const tasks: Readonly<Record<RaceOrder['task'], (halley: Halley, first: string, second: string) => Promise<Result<unknown>>>> = {
  restore: restoreEntry,
  purge: purgeEntry,
  process: (halley, name, contents) => processExample(halley, name, contents.split(' ')),
  work,
  submit: async (halley, runId, key) => submitOperation(halley, { kind: 'process', run: await runOf(halley, runId), request: {}, key }),
  trash: (halley, itemId) => moveToTrash(halley, { itemIds: [itemId], companionIds: [], cancel: false, reason: '' }),
  revert: async (halley, runId) => revertVersion(halley, await runOf(halley, runId), { to: 1, debug: false }),
  rename: async (halley, id, newName) => renameItem(halley, { kind: 'run', id, name: '' }, newName),
}

async function perform(order: RaceOrder): Promise<Result<unknown>> {
  const store = await storeAt(order)
  const user = await store.catalogue.selectFrom('users').selectAll().where('name', '=', order.userName).executeTakeFirstOrThrow()
  const halley = await halleyFor(store, { ...user, scopes: null })
  await sleep(order.delayMs)
  const [first = '', second = ''] = order.words
  return settleResult(() => tasks[order.task](halley, first, second))
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await perform(JSON.parse(line) as RaceOrder).catch((error: unknown) => ({
    bug: error instanceof Error ? error.stack : String(error),
  }))
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
for (const store of stores.values()) await (await store).close()
