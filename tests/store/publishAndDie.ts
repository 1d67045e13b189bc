// Publishes two images and a version, and kills itself at the given call of the step hook: publishAndDie.ts HOME RUN OPERATION CALL
import process from 'node:process'
import { publishImages } from '../../src/store/publishing/publishImages.ts'
import { publishVersion } from '../../src/store/publishing/publishVersion.ts'
import { openStore } from '../../src/store/store.ts'
import { claimExample, valueOf, writeExampleImage, writeExampleResult } from './exampleStore.ts'

const [home = '', runId = '', operationId = '', fatalCall = ''] = process.argv.slice(2)
let calls = 0
const onStep = () => {
  if (++calls === Number(fatalCall)) process.kill(process.pid, 'SIGKILL')
}
const store = valueOf(await openStore(home))
const attempt = await claimExample(store, operationId)
const images = [writeExampleImage(attempt, 'a.fits', 1, 'hash a'), writeExampleImage(attempt, 'b.fits', 2, 'hash b')]
const rows = valueOf(await publishImages(store, attempt, images, { onStep }))
valueOf(await publishVersion(store, attempt, await writeExampleResult(store, attempt, runId, rows), { onStep }))
await store.close()
