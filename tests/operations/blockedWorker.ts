// Works on an operation of its own and lets nothing else happen in its thread meanwhile: blockedWorker.ts MS
import process from 'node:process'
import { closeHalley, openHalley } from '../../src/app/halley.ts'
import { performOperation } from '../../src/app/operations/performOperation.ts'
import { success } from '../../src/fault/fault.ts'
import { valueOf } from '../store/exampleStore.ts'

const ms = Number(process.argv[2])
const halley = valueOf(await openHalley({ environment: process.env }))
const request = { kind: 'ingest', run: null, threads: 1, signal: new AbortController().signal } as const
const outcome = await performOperation(halley, request, async () => {
  // Long enough for the thread that keeps the lease to be there.
  await new Promise((resolve) => setTimeout(resolve, ms))
  process.stdout.write('blocked')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
  return success(null)
})
await closeHalley(halley)
process.exitCode = outcome.ok ? 0 : 1
