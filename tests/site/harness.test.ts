import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { valueOf } from '../store/exampleStore.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { browserOfFile } from './harness/openBrowser.ts'
import { startServing, type Serving } from './harness/serving.ts'
import { leave, visit } from './harness/visit.ts'

const home = join(temporaryFolder(), 'home')
const browser = browserOfFile()
let halley: Halley
let serving: Serving

beforeAll(async () => {
  halley = valueOf(await openHalley({ environment: {}, home }))
  serving = await startServing(home)
})
afterAll(async () => {
  await serving.stop()
  await closeHalley(halley)
})

test('the link that the server prints signs in once, and the site opens without anything from elsewhere', async () => {
  const visitor = await visit(browser(), { address: serving.address, as: null })
  await visitor.page.goto(serving.signInLink)
  await visitor.page.goto('/runs')
  await visitor.page.getByRole('heading', { name: 'Runs', exact: true }).waitFor()
  expect(visitor.page.url()).toBe(`${serving.address}/runs`)
  await leave(visitor)
  const second = await visit(browser(), { address: serving.address, as: null })
  await second.page.goto(serving.signInLink)
  expect((await second.context.cookies()).filter(({ name }) => name === 'halley_session')).toEqual([])
  await leave(second)
})

test('a fault on a page, a word on its console and a request to elsewhere are noticed', async () => {
  const visitor = await visit(browser(), { address: serving.address, as: { store: halley.store, userId: halley.user.id } })
  await visitor.page.goto('/runs')
  await visitor.page.evaluate(
    `console.error('a word'); setTimeout(() => { throw new Error('a fault') }); fetch('http://127.0.0.1:9/').catch(() => {})`,
  )
  const said: string[] = []
  const kinds = () => {
    said.push(...visitor.complaints())
    return ['console: a word', 'fault: Error: a fault', '127.0.0.1:9'].filter((words) => said.some((line) => line.includes(words)))
  }
  await expect.poll(kinds).toHaveLength(3)
  await visitor.context.close()
})
