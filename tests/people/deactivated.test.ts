import { expect } from 'vitest'
import { runWorker } from '../../src/app/operations/runWorker.ts'
import { submitOperation } from '../../src/app/operations/submitOperation.ts'
import { deactivateUser } from '../../src/app/people/changeUser.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import type { Fault } from '../../src/fault/fault.ts'
import { findLiveRunByName } from '../../src/store/catalogue/runs.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { valueOf } from '../store/exampleStore.ts'
import { enterAgain, enterAs } from './people.ts'

function systemClock(): Date {
  return new Date()
}

eachStore('what a user asked for before they were deactivated goes on, and they can start nothing more', async (store) => {
  const ada = await enterAs(store, 'ada', { isAdministrator: 1 })
  const tom = await enterAs(store, 'tom')
  // Its configuration names no images: that is what its processing finds, and not who asked for it.
  valueOf(await createRun(tom, { name: 'lmc', configText: 'run: {}\n' }))
  const run = (await findLiveRunByName(store.catalogue, 'lmc')) ?? null
  const work = { kind: 'process', run, request: { workers: 1, debug: false, fullRerun: false } } as const
  const { operationId } = valueOf(await submitOperation(tom, work))
  valueOf(await deactivateUser(ada, 'tom'))
  const request = { once: true, pollMs: 10, queues: ['processing'] as const, signal: new AbortController().signal, tell: () => {} }
  expect(valueOf(await runWorker({ ...ada, now: systemClock }, request))).toEqual({ completed: 0, ended: 1 })
  const operation = await store.catalogue.selectFrom('operations').selectAll().where('id', '=', operationId).executeTakeFirstOrThrow()
  expect(operation).toMatchObject({ state: 'failed', actorId: tom.user.id })
  expect((JSON.parse(operation.error ?? '{}') as Fault).code).toMatch(/^config/)
  const again = await enterAgain(store, tom.user.id)
  const refused = await createRun(again, { name: 'smc', configText: 'run: {}\n' })
  expect(refused).toMatchObject({ ok: false, fault: { code: 'right.deactivated' } })
})
