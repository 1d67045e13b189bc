// A store with users, bystanders that nobody ever touches, and a small survey to make runs of.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { addUserAccount } from '../../src/app/people/addUser.ts'
import { createToken } from '../../src/app/people/tokens/createToken.ts'
import { commentOnItem } from '../../src/app/remarks/itemComments.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { processTarget } from '../../src/app/runs/processTarget.ts'
import { drawSample } from '../../src/app/samples/drawSample.ts'
import { keepSetting } from '../../src/store/catalogue/settings.ts'
import type { Store } from '../../src/store/store.ts'
import { makeSurvey, valueOf, writeConfig } from '../../tests/process/survey.ts'
import { bystanderName } from './population.ts'

/** So short that a process which is stopped for a while loses what it was at. */
export const leaseSeconds = 3

export interface SoakWorld {
  readonly configurations: readonly string[]
  /** Of the administrator, to read with. */
  readonly token: string
}

const quietly = { workers: 1, debug: false, signal: new AbortController().signal, onProgress: () => {} }

/** Images of 64 pixels with three or four sources: a processing takes a fifth of a second. */
async function makeConfigurations(folder: string): Promise<readonly string[]> {
  const images = await makeSurvey(join(folder, 'survey'), {
    epochs: 7,
    sizePixels: 64,
    componentsPerImage: 3,
    faintestSigma: 8,
    variableFraction: 0,
    transientsPerEpoch: 0.3,
  })
  const counts = [1, 2, 3, 4, 5, 6, 7]
  const paths = counts.flatMap((count) =>
    ['True', 'False'].map((monitor) =>
      writeConfig(join(folder, `config-${count}-${monitor}.yaml`), images.slice(0, count), {
        settings: `source_monitoring:\n  monitor: ${monitor}\n`,
      }),
    ),
  )
  return paths.map((path) => readFileSync(path, 'utf8'))
}

async function makeBystanders(halley: Halley, folder: string): Promise<void> {
  for (const count of [2, 7]) {
    const name = `${bystanderName}-${count}`
    const path = join(folder, `config-${count}-True.yaml`)
    valueOf(await processTarget(halley, { target: path, name, ...quietly }))
    const run = valueOf(await findRun(halley, name))
    valueOf(await commentOnItem(halley, { kind: 'run', id: run.id }, 'nobody touches this'))
    valueOf(await drawSample(halley, { name, from: [{ run: name }], query: { kind: 'all' } }, quietly))
  }
}

/** Makes the store at the home of the environment. */
export async function makeWorld(environment: Readonly<Record<string, string>>, folder: string): Promise<SoakWorld> {
  const configurations = await makeConfigurations(folder)
  const halley = valueOf(await openHalley({ environment }))
  try {
    await keepSetting(halley.store.catalogue, 'leaseSeconds', String(leaseSeconds))
    // Before there are accounts, so that they are in the administrator's own project.
    await makeBystanders(halley, folder)
    for (const name of ['soak1', 'soak2', 'soak3']) valueOf(await addUserAccount(halley, { name, account: null, isAdministrator: false }))
    const token = valueOf(await createToken(halley, { name: 'visitor', scopes: ['read'], expiresDays: null }))
    return { configurations, token: token.secret }
  } finally {
    await closeHalley(halley)
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/** Every byte of the bystanders, and every row of theirs. */
export async function bystanders({ catalogue, paths }: Store): Promise<string> {
  const hash = createHash('sha256')
  const runs = await catalogue.selectFrom('runs').selectAll().where('name', 'like', `${bystanderName}%`).orderBy('id').execute()
  const samples = await catalogue.selectFrom('samples').selectAll().where('name', 'like', `${bystanderName}%`).orderBy('id').execute()
  const runIds = runs.map(({ id }) => id)
  const versions = await catalogue.selectFrom('versions').selectAll().where('runId', 'in', runIds).orderBy('runId').execute()
  const comments = await catalogue.selectFrom('comments').selectAll().where('runId', 'in', runIds).orderBy('id').execute()
  const resultIds = versions.map(({ resultId }) => resultId)
  const links = await catalogue
    .selectFrom('resultImages')
    .select(['resultId', 'imageId', 'position'])
    .where('resultId', 'in', resultIds)
    .orderBy('resultId')
    .orderBy('position')
    .execute()
  hash.update(JSON.stringify({ runs, samples, versions, comments, links }))
  const imageIds = [...new Set(links.map(({ imageId }) => imageId))]
  const folders = [
    ...runIds.map((id) => paths.run(id)),
    ...samples.map(({ id }) => paths.sample(id)),
    ...imageIds.map((id) => paths.image(id)),
  ]
  for (const path of folders.flatMap(filesBelow)) hash.update(path).update(readFileSync(path))
  return hash.digest('hex')
}
