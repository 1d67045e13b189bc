// What a scene is about, for real: a survey that was processed once, whose files and rows take the places of the scene's.
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { etaVParametersSchema } from '../../src/app/contract/etaVParameters.ts'
import { parseSourceQuery } from '../../src/app/contract/query/parseSourceQuery.ts'
import { runAnalysis } from '../../src/app/analyses/runAnalysis.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { drawSample } from '../../src/app/samples/drawSample.ts'
import type { CatalogueSchema } from '../../src/store/catalogue/schema.ts'
import { stampOf } from '../../src/store/files/stampOf.ts'
import type { Store } from '../../src/store/store.ts'
import { process } from '../process/processing.ts'
import { makeSurvey, valueOf, writeConfig } from '../process/survey.ts'
import { imageIds, itemIds, names, resultIdOf } from './scene.ts'

export interface Science {
  /** The folder that the inputs are in. */
  readonly root: string
  /** The configuration of the run. */
  readonly configText: string
  /** Gives the things of a scene what their files say of them; those that are gone stay so. */
  giveRows(store: Store): Promise<void>
  /** Puts the files in place. */
  giveFiles(store: Store): void
  /** Puts back those that a call may change. */
  mendFiles(store: Store): void
}

/** Edits of the configuration that were kept, in every scene. */
export const keptName = 'config-2026-01-01-00-00-00-000.yaml'

/** In every scene, by this name. */
export const logName = '2026-01-01-00-00-00_log.txt'

type Rows<Table extends keyof CatalogueSchema> = readonly CatalogueSchema[Table][]

interface Made {
  readonly images: Rows<'images'>
  readonly imageFiles: Rows<'imageFiles'>
  readonly configurations: Rows<'configurations'>
  readonly results: Rows<'results'>
  readonly resultFiles: Rows<'resultFiles'>
  readonly resultImages: Rows<'resultImages'>
  readonly samples: Rows<'samples'>
  readonly analyses: Rows<'analyses'>
}

/** Two versions of a run over three images, a sample of the second, and an analysis of the sample. */
async function make(folder: string): Promise<{ readonly home: string; readonly configText: string }> {
  const home = join(folder, 'made')
  const survey = await makeSurvey(join(folder, 'survey'))
  const images = survey.slice(0, imageIds.length)
  const configOf = (radius: number) => {
    const settings = `source_monitoring:\n  monitor: True\nsource_association:\n  radius: ${radius}\n`
    return writeConfig(join(folder, `radius-${radius}.yaml`), images, { settings })
  }
  await process(home, configOf(10), { name: names.run })
  await process(home, configOf(12), { name: names.run, fullRerun: true })
  const halley = valueOf(await openHalley({ environment: {}, home }))
  const how = { signal: new AbortController().signal, onProgress: () => {} }
  const query = valueOf(parseSourceQuery('all'))
  valueOf(await drawSample(halley, { name: names.sample, from: [{ run: names.run }], query }, how))
  const parameters = etaVParametersSchema.parse({ minSources: 10, etaSigma: 0.5, vSigma: 0.5 })
  valueOf(await runAnalysis(halley, { name: names.analysis, of: { sample: names.sample }, parameters }, how))
  await closeHalley(halley)
  return { home, configText: readFileSync(configOf(12), 'utf8') }
}

async function rowsOf({ store: { catalogue } }: Halley): Promise<Made> {
  return {
    images: await catalogue.selectFrom('images').selectAll().orderBy('number').execute(),
    imageFiles: await catalogue.selectFrom('imageFiles').selectAll().execute(),
    configurations: await catalogue.selectFrom('configurations').selectAll().execute(),
    results: await catalogue.selectFrom('results').selectAll().orderBy('createdAt').execute(),
    resultFiles: await catalogue.selectFrom('resultFiles').selectAll().execute(),
    resultImages: await catalogue.selectFrom('resultImages').selectAll().execute(),
    samples: await catalogue.selectFrom('samples').selectAll().execute(),
    analyses: await catalogue.selectFrom('analyses').selectAll().execute(),
  }
}

/** The ids of what was made, with those of the scenes that take their places. */
async function exchangeOf(
  { store: { catalogue } }: Halley,
  { images, results, samples, analyses }: Made,
): Promise<(text: string) => string> {
  const runs = await catalogue.selectFrom('runs').select('id').execute()
  const pairs = [
    ...runs.map(({ id }) => [id, itemIds.run] as const),
    ...images.map(({ id }, index) => [id, imageIds[index] ?? id] as const),
    ...results.map(({ id }, index) => [id, resultIdOf(index + 1)] as const),
    ...samples.map(({ id }) => [id, itemIds.sample] as const),
    ...analyses.map(({ id }) => [id, itemIds.analysis] as const),
  ]
  return (text) => pairs.reduce((changed, [from, to]) => changed.replaceAll(from, to), text)
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Hashes of documents before and after the exchange of ids in them. */
type Rehashed = Map<string, string>

/** Exchanges the ids in the documents of a folder, and what its manifest says of them. @returns the hash of the manifest */
function exchangeIn(folder: string, exchange: (text: string) => string, rehashed: Rehashed): string {
  const put = (name: string, text: string) => {
    chmodSync(join(folder, name), 0o640)
    writeFileSync(join(folder, name), text)
  }
  const documents = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'manifest.json')
  let manifest = exchange(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  for (const name of documents) {
    const before = readFileSync(join(folder, name), 'utf8')
    const after = exchange(before)
    rehashed.set(hashOf(before), hashOf(after))
    manifest = manifest.replaceAll(hashOf(before), hashOf(after))
    put(name, after)
  }
  put('manifest.json', manifest)
  return hashOf(manifest)
}

interface Moved {
  /** Hashes of the manifests, by the ids. */
  readonly manifests: ReadonlyMap<string, string>
  readonly rehashed: Rehashed
}

/** Moves what was made into folders of the scenes' ids. */
function moveFolders(home: string, objects: string, exchange: (text: string) => string): Moved {
  const [manifests, rehashed] = [new Map<string, string>(), new Map<string, string>()]
  const take = (from: string, to: string) => {
    cpSync(from, to, { recursive: true })
    manifests.set(basename(to), exchangeIn(to, exchange, rehashed))
  }
  const made = join(home, 'objects')
  for (const kind of ['images', 'samples', 'analyses']) {
    for (const id of readdirSync(join(made, kind))) take(join(made, kind, id), join(objects, kind, exchange(id)))
  }
  for (const run of readdirSync(join(made, 'runs'))) {
    for (const id of readdirSync(join(made, 'runs', run, 'results')))
      take(join(made, 'runs', run, 'results', id), join(objects, 'runs', exchange(run), 'results', exchange(id)))
  }
  return { manifests, rehashed }
}

async function giveImages({ catalogue, paths }: Store, { images, imageFiles }: Made): Promise<void> {
  for (const { id, ...image } of images) {
    const { facts, name, folder, ingestSettings, contentHash, measurementCount, measurementBytes, measurementHash } = image
    const measurementStamp = await stampOf(paths.imageMeasurements(id))
    const measurements = { measurementCount, measurementBytes, measurementHash, measurementStamp }
    const science = { facts, name, folder, ingestSettings, contentHash, ...measurements }
    const updated = await catalogue.updateTable('images').set(science).where('id', '=', id).executeTakeFirst()
    if (updated.numUpdatedRows === 0n) continue
    const files = imageFiles.filter(({ imageId }) => imageId === id)
    await catalogue.deleteFrom('imageFiles').where('imageId', '=', id).execute()
    await catalogue.insertInto('imageFiles').values(files).execute()
  }
}

/** The files of a result with their present states, as if they had been published there. */
function stampedFiles({ paths }: Store, id: string, { resultFiles }: Made): Promise<Rows<'resultFiles'>> {
  const files = resultFiles.filter(({ resultId }) => resultId === id)
  return Promise.all(files.map(async (file) => ({ ...file, stamp: await stampOf(join(paths.result(itemIds.run, id), file.name)) })))
}

async function giveResults(store: Store, made: Made): Promise<void> {
  const { catalogue } = store
  const { results, resultImages, configurations } = made
  await catalogue
    .insertInto('configurations')
    .values([...configurations])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  for (const { id, configurationHash, inputsHash, manifestHash, counts, codeVersion } of results) {
    const science = { configurationHash, inputsHash, manifestHash, counts, codeVersion }
    const updated = await catalogue.updateTable('results').set(science).where('id', '=', id).executeTakeFirst()
    if (updated.numUpdatedRows === 0n) continue
    await catalogue
      .insertInto('resultFiles')
      .values([...(await stampedFiles(store, id, made))])
      .execute()
    for (const { resultId, imageId, epoch } of resultImages.filter((edge) => edge.resultId === id))
      await catalogue.updateTable('resultImages').set({ epoch }).where('resultId', '=', resultId).where('imageId', '=', imageId).execute()
  }
}

async function giveDrawn({ catalogue }: Store, { samples, analyses }: Made): Promise<void> {
  for (const [table, rows] of [
    ['samples', samples],
    ['analyses', analyses],
  ] as const) {
    for (const { id, parameters, counts, manifestHash, files, bytes, codeVersion } of rows) {
      const science = { parameters, counts, manifestHash, files, bytes, codeVersion }
      await catalogue.updateTable(table).set(science).where('id', '=', id).execute()
    }
  }
  const origin = { version: 2, resultId: resultIdOf(2) }
  await catalogue.updateTable('sampleOrigins').set(origin).where('sampleId', '=', itemIds.sample).execute()
}

/** Processes a survey once, for scenes in any number of stores. */
export async function makeScience(folder: string): Promise<Science> {
  mkdirSync(folder, { recursive: true })
  const { home, configText } = await make(folder)
  const halley = valueOf(await openHalley({ environment: {}, home }))
  const found = await rowsOf(halley)
  const exchange = await exchangeOf(halley, found)
  await closeHalley(halley)
  const objects = join(folder, 'objects')
  const { manifests, rehashed } = moveFolders(home, objects, exchange)
  let text = exchange(JSON.stringify(found))
  for (const [before, after] of rehashed) text = text.replaceAll(before, after)
  const ofScene = JSON.parse(text) as Made
  const sealed = <Row extends { readonly id: string; readonly manifestHash: string }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, manifestHash: manifests.get(row.id) ?? row.manifestHash }))
  const rows = { ...ofScene, results: sealed(ofScene.results), samples: sealed(ofScene.samples), analyses: sealed(ofScene.analyses) }
  const mendFiles = ({ paths }: Store) => {
    mkdirSync(paths.logs(itemIds.run), { recursive: true })
    writeFileSync(join(paths.logs(itemIds.run), logName), '2026-01-01T00:00:00.000Z process INFO begins\n')
    writeFileSync(join(paths.run(itemIds.run), keptName), configText)
    rmSync(paths.draft(itemIds.run), { force: true })
    writeFileSync(paths.draft(itemIds.run), configText)
  }
  return {
    root: join(folder, 'survey'),
    configText,
    async giveRows(store) {
      await giveImages(store, rows)
      await giveResults(store, rows)
      await giveDrawn(store, rows)
    },
    giveFiles(store) {
      cpSync(objects, store.paths.objects, { recursive: true })
      mendFiles(store)
    },
    mendFiles,
  }
}
