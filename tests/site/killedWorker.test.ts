import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kill } from 'node:process'
import { expect, test } from 'vitest'
import { findItem } from '../../src/app/items/findItem.ts'
import { runStatus } from '../../src/app/runs/runStatus.ts'
import { valueOf } from '../process/survey.ts'
import { startWorker } from './harness/serving.ts'
import { siteScene } from './harness/siteScene.ts'

/** As many files as take a while to remove. */
const manyFiles = 30_000

const scene = siteScene({ args: ['--no-workers'], before: ({ process }) => process('pilot', 2) })

test('a deletion whose worker is killed says that it waits, and is taken up by the next worker to its end', async () => {
  const { id } = valueOf(await findItem(scene.halley, 'run', 'pilot'))
  const folder = scene.halley.store.paths.run(id)
  const logs = join(folder, 'logs', 'many')
  mkdirSync(logs, { recursive: true })
  for (let file = 0; file < manyFiles; file++) writeFileSync(join(logs, `${file}_log.txt`), '')
  const page = await scene.enter()
  await page.goto('/runs/pilot')
  await page.getByRole('button', { name: 'Delete Run' }).click()
  await page.getByRole('button', { name: 'Delete permanently...' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete run pilot permanently?' })
  await dialog.getByRole('textbox').fill('pilot')
  await dialog.getByRole('button', { name: 'Delete permanently', exact: true }).click()
  await page.goto('/runs')
  await page
    .getByRole('row', { name: /pilot/ })
    .getByText(/Deleting/)
    .first()
    .waitFor()

  const first = await startWorker(scene.home)
  // Some of them, to see that the removal has begun.
  const some = Array.from({ length: 30 }, (_, index) => join(logs, `${index * 1_000}_log.txt`))
  await expect.poll(() => some.every((path) => existsSync(path)), { interval: 1, timeout: 60_000 }).toBe(false)
  kill(first.pid, 'SIGKILL')
  await first.outcome
  expect(valueOf(await runStatus(scene.halley, ['pilot']))[0]?.place).toBe('purging')
  await page
    .getByRole('row', { name: /pilot/ })
    .getByText(/Deleting/)
    .first()
    .waitFor()

  const second = await startWorker(scene.home)
  try {
    await expect.poll(() => page.getByRole('row', { name: /pilot/ }).count(), { timeout: 120_000 }).toBe(0)
    expect(existsSync(folder)).toBe(false)
    expect(readdirSync(scene.home, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('_log.txt'))).toEqual([])
  } finally {
    await second.stop()
  }
})
