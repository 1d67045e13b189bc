// What tests of operations put into a store: users with a running clock, runs, operations that any worker may take.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { actorOf } from '../../src/app/actor.ts'
import type { Halley } from '../../src/app/halley.ts'
import { findOperation } from '../../src/store/catalogue/operations.ts'
import { findRun } from '../../src/store/catalogue/runs.ts'
import type { OperationRow, RunRow } from '../../src/store/catalogue/schema.ts'
import { makeRunFolder } from '../../src/store/runFolder.ts'
import { performCommand } from '../../src/store/state/performCommand.ts'
import type { Store } from '../../src/store/store.ts'
import { enterAgain, enterAs } from '../people/people.ts'
import { valueOf } from '../store/exampleStore.ts'

export function clock(): Date {
  return new Date()
}

/** A user of the store, with the clock of the system. */
export async function enter(store: Store, name: string): Promise<Halley> {
  const { user } = await enterAs(store, name)
  return enterAgain(store, user.id, clock)
}

/** The same user by another connection. */
export function again(store: Store, { user }: Halley): Promise<Halley> {
  return enterAgain(store, user.id, clock)
}

export async function addRun({ store, user, projectId, now }: Halley, name: string): Promise<RunRow> {
  const id = randomUUID()
  const state = { place: 'live', work: 'initialised', head: null } as const
  const item = { kind: 'run', id, name, ownerId: user.id, projectId, grantees: [], versions: [], lastVersion: 0, state } as const
  const slice = { itemIds: [projectId], names: [name] }
  valueOf(await performCommand(store, { slice, command: { name: 'create', actor: actorOf(user), item }, nowMs: now().getTime() }))
  makeRunFolder(store, id)
  return runNow(store, id)
}

export async function runNow({ catalogue }: Store, id: string): Promise<RunRow> {
  const run = await findRun(catalogue, id)
  if (!run) throw new Error(`No run ${id}`)
  return run
}

export async function operationNow({ catalogue }: Store, id: string): Promise<OperationRow> {
  const operation = await findOperation(catalogue, id)
  if (!operation) throw new Error(`No operation ${id}`)
  return operation
}

/** Resolves when something holds; a test that waits in vain fails with its timeout. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(15)
}
