// A restore that was interrupted after its version was published and before the configuration was back.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closeHalley, openHalley } from '../../src/app/halley.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { revertVersion } from '../../src/app/versions/revertVersion.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { valueOf } from '../process/survey.ts'
import { grow, grownConfigs } from '../versions/grownRun.ts'
import { operationNow, runNow } from './operating.ts'

const folder = temporaryFolder()

function failAtFinish(step: string): void {
  if (step === 'finish') throw new Error('the power fails')
}

test('is finished by whoever opens the store next', async () => {
  const { home } = await grow(join(folder, 'home'), await grownConfigs(folder))
  const draft = () => readFileSync(join(home, 'runs', 'lmc', 'config.yaml'), 'utf8')
  const before = draft()
  const dying = valueOf(await openHalley({ environment: {}, home }))
  const run = valueOf(await findRun(dying, 'lmc'))
  await expect(revertVersion(dying, run, { to: 1, debug: false, onStep: failAtFinish })).rejects.toThrow('the power fails')
  const { id } = await dying.store.catalogue.selectFrom('operations').select('id').where('kind', '=', 'restore').executeTakeFirstOrThrow()
  expect(await runNow(dying.store, run.id)).toMatchObject({ work: 'completed', headVersion: 3 })
  expect(await operationNow(dying.store, id)).toMatchObject({ state: 'running' })
  expect(draft()).toBe(before)
  // This process is alive: only a lease that has run out, on another host, says that it is not.
  const gone = { worker: 'another-host:1:1:1', leaseUntil: '2020-01-01T00:00:00.000Z' }
  await dying.store.catalogue.updateTable('operations').set(gone).where('id', '=', id).execute()
  await closeHalley(dying)

  const next = valueOf(await openHalley({ environment: {}, home }))
  expect(await operationNow(next.store, id)).toMatchObject({ state: 'completed', attempt: 2 })
  expect(await runNow(next.store, run.id)).toMatchObject({ work: 'completed', headVersion: 3, lastVersion: 3 })
  expect(draft()).not.toBe(before)
  await closeHalley(next)
})
