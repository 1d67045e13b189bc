import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { withoutLastEpochs } from '../../src/app/demo/withoutLastEpochs.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { processRun } from '../../src/app/process/processRun.ts'
import { createProject } from '../../src/app/projects/createProject.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { readConfigFile } from '../../src/app/runs/readConfigFile.ts'
import { replaceDraft } from '../../src/app/runs/replaceDraft.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import type { Result } from '../../src/fault/fault.ts'
import { changeUser } from '../../src/store/catalogue/people.ts'
import { root } from '../step.ts'

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`)
  return result.value
}

async function processText(halley: Halley, name: string, configText: string, projectId: string): Promise<void> {
  const known = await findRun(halley, name)
  if (known.ok) valueOf(await replaceDraft(halley, known.value, configText))
  else valueOf(await createRun(halley, { name, configText, projectId }))
  const run = valueOf(await findRun(halley, name))
  valueOf(await processRun(halley, run, { debug: false, signal: new AbortController().signal, onProgress: () => {} }))
}

async function addRuns(halley: Halley, survey: string): Promise<void> {
  const { movableText } = valueOf(await readConfigFile(join(survey, 'config.yaml')))
  const { id } = valueOf(await createProject(halley, { name: 'LMC monitoring', description: 'Two fields, every fortnight' }))
  await processText(halley, 'lmc-2026', withoutLastEpochs(movableText, 4), id)
  await processText(halley, 'lmc-2026', withoutLastEpochs(movableText, 2), id)
  await processText(halley, 'lmc-test', withoutLastEpochs(movableText, 5), id)
  await processText(halley, 'first-look', withoutLastEpochs(movableText, 6), id)
  // Two more epochs stand in its configuration and wait to be processed.
  valueOf(await replaceDraft(halley, valueOf(await findRun(halley, 'lmc-2026')), movableText))
  const { id: goneId } = valueOf(await findRun(halley, 'first-look'))
  valueOf(await moveToTrash(halley, { itemIds: [goneId], companionIds: [], cancel: false, reason: '' }))
}

/** Makes the store of the demo with some more runs, and gives its user a name that is the same on every machine. */
export async function makeScene(home: string): Promise<string> {
  const command = ['src/doors/cli/main.ts', 'demo']
  const demo = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', env: { ...process.env, HALLEY_HOME: home } })
  if (demo.status !== 0) throw new Error(`The demo failed:\n${demo.stderr}`)
  const halley = valueOf(await openHalley({ environment: {}, home }))
  try {
    await changeUser(halley.store.catalogue, halley.user.id, { name: 'maria' })
    await addRuns(halley, join(home, 'survey'))
    return halley.user.id
  } finally {
    await closeHalley(halley)
  }
}
