// Publishes a sample of a run, and kills itself at the given call of the step hook: publishAndDie.ts HOME RUN OPERATION CALL
import process from 'node:process'
import { findRun } from '../../src/store/catalogue/runs.ts'
import { publishDrawn } from '../../src/store/publishing/publishDrawn.ts'
import { openStore } from '../../src/store/store.ts'
import { valueOf } from '../store/exampleStore.ts'
import { claimDrawing, exampleSample } from './exampleSample.ts'

const [home = '', runId = '', operationId = '', fatalCall = ''] = process.argv.slice(2)
let calls = 0
const onStep = () => {
  if (++calls === Number(fatalCall)) process.kill(process.pid, 'SIGKILL')
}
const store = valueOf(await openStore(home))
const run = await findRun(store.catalogue, runId)
if (!run) throw new Error('no run')
const attempt = await claimDrawing(store, operationId, run)
valueOf(await publishDrawn(store, attempt, exampleSample(attempt, run), { onStep }))
await store.close()
