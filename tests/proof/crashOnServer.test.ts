import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { quickFolder } from '../removal/quickFolder.ts'
import { valueOf } from '../store/exampleStore.ts'
import { actNames } from './acts.ts'
import { noCrashes, type CrashCount } from './crashing.ts'
import { crashOnServer } from './crashOnServer.ts'
import { enterOnce, makeProofWorld } from './proofWorld.ts'
import { pickOf, seedsOf, trialsOf } from './seeds.ts'
import { makeServerStore, type ServerStore } from './serverStore.ts'

/** Of all acts, at least two kills each. */
const most = Number(process.env['HALLEY_TEST_SERVER_KILLS'] ?? 4)
const trials = trialsOf('crashOnServer')
const [trial = expect.fail('no seed')] = trials.slice(-1)
const pick = pickOf(trial)
const acts = pick(actNames, Math.ceil(most / 2))
const folder = quickFolder()
const total: CrashCount = { ...noCrashes }
let base: ServerStore

beforeAll(async () => {
  base = await makeServerStore(folder)
  await enterOnce(base.home, base.environment)
  const store = valueOf(await openStore(base.home, { environment: base.environment }))
  await makeProofWorld(store)
  await store.close()
})

afterAll(async () => {
  await base.remove()
  const { points, kills, before, after } = total
  console.log(
    `seed ${seedsOf([trial])}: ${kills} of ${points} kill points in ${acts.length} of ${actNames.length} acts; ${before} came out as before, ${after} as after`,
  )
})

test.each(acts)(
  'killed before or after a step, with the catalogue on a server, %s is recovered to the state before or after',
  async (act) => {
    const count = await crashOnServer({ base, folder, act }, Math.ceil(most / acts.length), pick)
    expect(count.kills).toBeGreaterThan(0)
    for (const key of Object.keys(total) as (keyof CrashCount)[]) total[key] += count[key]
  },
)
