// Runs that a process was making when it died.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { expect } from 'vitest'
import { endAbandoned } from '../../src/app/operations/abandonedOperations.ts'
import { workerName } from '../../src/app/operations/workerProcess.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { makeRunFolder } from '../../src/store/runFolder.ts'
import { noteNewRun } from '../../src/store/scratch.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { valueOf } from '../store/exampleStore.ts'
import { enter } from './operating.ts'

async function deadWorker(): Promise<string> {
  const child = spawn('/bin/sh', ['-c', 'exit 0'])
  await once(child, 'close')
  return workerName().replace(`:${process.pid}:`, `:${child.pid}:`)
}

eachStore('the folder of a run that never entered the catalogue goes with the process that made it, and no other does', async (store) => {
  const maria = await enter(store, 'Maria')
  const made = valueOf(await createRun(maria, { name: 'lmc', configText: 'run: {}\n' }))
  expect(readdirSync(store.paths.temporary).flatMap((name) => readdirSync(`${store.paths.temporary}/${name}`))).toEqual([])
  const [dead, left, beingMade] = [await deadWorker(), randomUUID(), randomUUID()]
  for (const id of [left, made.id]) noteNewRun(store, dead, id)
  noteNewRun(store, workerName(), beingMade)
  for (const id of [left, beingMade]) makeRunFolder(store, id)
  await endAbandoned(maria)
  expect([left, beingMade, made.id].map((id) => existsSync(store.paths.run(id)))).toEqual([false, true, true])
  expect(existsSync(store.paths.draft(made.id))).toBe(true)
})
