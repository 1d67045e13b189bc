// The database goes away under an open site: pages say so, and go on by themselves when it is back.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DyingServer } from '../../scripts/soak/postgres.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { valueOf } from '../store/exampleStore.ts'
import { objectionsTo } from './harness/axe.ts'
import { browserOfFile } from './harness/openBrowser.ts'
import { startServing, type Serving } from './harness/serving.ts'
import { leave, visit } from './harness/visit.ts'

const home = join(temporaryFolder(), 'home')
const browser = browserOfFile()
let database: DyingServer
let keeper: Halley
let serving: Serving

beforeAll(async () => {
  database = await DyingServer.make()
  const environment = { HALLEY_HOME: home, HALLEY_DATABASE_URL: database.url }
  keeper = valueOf(await openHalley({ environment }))
  serving = await startServing(home, ['--no-workers'], environment)
})

afterAll(async () => {
  await serving?.stop()
  if (keeper) await closeHalley(keeper)
  await database.remove()
})

test.each([1440, 400])(
  'a page that is opened while the database is away says so, tries again and shows what it has, %s wide',
  async (width) => {
    const visitor = await visit(browser(), {
      address: serving.address,
      as: { store: keeper.store, userId: keeper.user.id },
      forgives: /503/,
      viewport: { width, height: 900 },
    })
    const { page } = visitor
    await page.goto('/runs')
    await page.getByRole('heading', { name: 'Runs', exact: true }).waitFor()
    await database.die()
    try {
      await page.goto('/projects')
      await page.getByText('The database is away.').first().waitFor()
      await page.getByText('Nothing is lost; this page tries again.').first().waitFor()
      await page.getByText('Database away, trying again').waitFor()
      expect(await page.getByRole('button', { name: 'Nothing running' }).count()).toBe(0)
      expect(await objectionsTo(page)).toEqual([])
    } finally {
      await database.start()
    }
    await page.getByText('The database is away.').first().waitFor({ state: 'detached' })
    await page.getByText('Database away, trying again').waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'Projects', exact: true }).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    await leave(visitor)
  },
)
