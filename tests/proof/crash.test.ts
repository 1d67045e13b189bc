import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeHalley, openHalley } from '../../src/app/halley.ts'
import { runOfTarget } from '../../src/app/runs/processTarget.ts'
import { openStore } from '../../src/store/store.ts'
import { makeSurvey, writeConfig } from '../process/survey.ts'
import { process as processSurvey } from '../process/processing.ts'
import { quickFolder } from '../removal/quickFolder.ts'
import { valueOf } from '../store/exampleStore.ts'
import { actNames } from './acts.ts'
import { copyStore, crash, noCrashes, type CrashBudget, type CrashCount } from './crashing.ts'
import { enterOnce, makeProofWorld } from './proofWorld.ts'
import { pickOf, seedsOf, trialsOf, type Trial } from './seeds.ts'

const trials = trialsOf('crash')
/** The long form kills all of them for real. */
function budgetOf(trial: Trial): CrashBudget {
  const size = trial.round === null ? { copies: 45, kills: 2, pairs: 1, pairSteps: 2 } : { kills: 12, pairs: 2, pairSteps: 6 }
  return { ...size, pick: pickOf(trial) }
}
const folder = quickFolder()
const base = join(folder, 'base')
const total: CrashCount = { ...noCrashes }
let acts = 0

function add(count: CrashCount): void {
  acts++
  for (const key of Object.keys(total) as (keyof CrashCount)[]) total[key] += count[key]
}

beforeAll(async () => {
  await enterOnce(base)
  const store = valueOf(await openStore(base))
  await makeProofWorld(store)
  await store.close()
})

afterAll(() => {
  const { points, kills, pairs, before, after } = total
  console.log(
    `seed ${seedsOf(trials)}: ${points} kill points in ${acts} operations, ${kills} processes killed there, ${pairs} kills during recovery; ` +
      `${before} came out as before, ${after} as after`,
  )
})

test.each(actNames)('killed before or after any step, %s is recovered to the state before or after, once and twice alike', async (act) => {
  for (const trial of trials) {
    const count = await crash({ base, folder: join(folder, act), act }, budgetOf(trial))
    expect(count.before).toBeGreaterThan(0)
    expect(count.after).toBeGreaterThan(0)
    add(count)
  }
})

/** Makes the run `lmc` of a configuration, or gives it another one: what is to be processed next. */
async function draft(home: string, target: string): Promise<void> {
  const halley = valueOf(await openHalley({ environment: {}, home }))
  valueOf(await runOfTarget(halley, { target, name: 'lmc', onProgress: () => {} }))
  await closeHalley(halley)
}

test('killed at steps of processing real images and of adding more, a run shows the version before or the one after', async () => {
  const images = await makeSurvey(join(folder, 'survey'), { epochs: 3 })
  const [first = '', second = ''] = [images.slice(0, 2), images].map((some, index) => writeConfig(join(folder, `${index}.yaml`), some))
  const fresh = join(folder, 'fresh')
  await draft(fresh, first)
  const grown = copyStore(fresh, folder)
  await processSurvey(grown, first, { name: 'lmc' })
  await draft(grown, second)
  for (const real of [fresh, grown]) {
    const scene = { base: real, folder: join(folder, 'real'), act: 'processReal', userName: '' } as const
    const count = await crash(scene, { copies: 12, kills: 3, pairs: 1, pairSteps: 2, pick: pickOf(trials[0]) })
    expect(count.before).toBeGreaterThan(0)
    add(count)
  }
})
