// What another process does to the store of the environment: otherProcess.ts open | reserve SEED | count TIMES | hold
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { changeTogether } from '../../src/store/catalogue/changeTogether.ts'
import { reserveImageNumbers } from '../../src/store/catalogue/images.ts'
import { findSetting, keepSetting } from '../../src/store/catalogue/settings.ts'
import { openStore } from '../../src/store/store.ts'

const [task = '', argument = ''] = process.argv.slice(2)
const opened = await openStore(process.env['HALLEY_HOME'] ?? '')
if (!opened.ok) {
  process.stdout.write(JSON.stringify(opened.fault))
  process.exit(1)
}
const store = opened.value
const { catalogue } = store

const reservers = 3

/** Waits until all are there, so that they are at it at the same time however busy the machine is. */
async function meet(name: string): Promise<void> {
  await keepSetting(catalogue, `here ${name}`, 'yes')
  for (let others = 0; others < reservers; await sleep(5)) {
    const found = await Promise.all(Array.from({ length: reservers }, (_, other) => findSetting(catalogue, `here ${other}`)))
    others = found.filter((here) => here !== undefined).length
  }
}

const tasks: Readonly<Record<string, () => Promise<void>>> = {
  async open() {
    process.stdout.write(JSON.stringify(store.id))
  },
  async reserve() {
    const numbers: number[] = []
    await meet(argument)
    for (let turn = 0; turn < 40; turn++) {
      const count = 1 + ((turn * 7 + Number(argument) * 3) % 5)
      const first = await reserveImageNumbers(catalogue, count)
      numbers.push(...Array.from({ length: count }, (_, index) => first + index))
      await sleep(turn % 3)
    }
    process.stdout.write(JSON.stringify(numbers))
  },
  async count() {
    for (let turn = 0; turn < Number(argument); turn++) {
      await changeTogether(catalogue, async (transaction) => {
        const value = Number((await findSetting(transaction, 'count')) ?? 0)
        await keepSetting(transaction, 'count', String(value + 1))
      })
    }
  },
  /** Keeps its turn until its input ends. */
  async hold() {
    await changeTogether(catalogue, async (transaction) => {
      await keepSetting(transaction, 'held', 'yes')
      process.stdout.write('holding')
      for await (const _ of process.stdin);
    })
  },
}
await tasks[task]?.()
await store.close()
