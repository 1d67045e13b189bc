// A store without science in which everything shares something with something else, for what is done to it to be proven on.
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { actorOf } from '../../src/app/actor.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { sealFolder } from '../../src/store/publishing/sealFolder.ts'
import type { Store } from '../../src/store/store.ts'
import { trash } from '../trash/phases.ts'
import { valueOf, World } from '../trash/world.ts'

const noTarget = {
  projectId: null,
  runId: null,
  sampleId: null,
  analysisId: null,
  imageId: null,
  sourceAnchorId: null,
  measurementAnchorId: null,
}
type Target = Partial<Record<keyof typeof noTarget, string>>

async function targetsIn({ catalogue }: Store): Promise<Target[]> {
  const ids = async (table: 'projects' | 'runs' | 'samples' | 'analyses' | 'images') =>
    (await catalogue.selectFrom(table).select('id').orderBy('id').execute()).map(({ id }) => id)
  const targets: Target[] = [
    ...(await ids('projects')).map((projectId) => ({ projectId })),
    ...(await ids('samples')).map((sampleId) => ({ sampleId })),
    ...(await ids('analyses')).map((analysisId) => ({ analysisId })),
  ]
  for (const runId of await ids('runs')) {
    // The numbers of sources and measurements are those of other runs and images too, as they are of images and runs.
    const anchors = [1, 2].map((sourceId) => ({ id: randomUUID(), runId, sourceId }))
    await catalogue.insertInto('sourceAnchors').values(anchors).execute()
    targets.push({ runId }, ...anchors.map(({ id }) => ({ sourceAnchorId: id })))
  }
  for (const imageId of await ids('images')) {
    const anchor = { id: randomUUID(), imageId, measurementId: 1 }
    await catalogue.insertInto('measurementAnchors').values(anchor).execute()
    targets.push({ imageId }, { measurementAnchorId: anchor.id })
  }
  return targets
}

/** Comments, tags of few words and favourites on everything, by everybody. */
async function remarkOnEverything(store: Store, userIds: readonly string[]): Promise<void> {
  const { catalogue } = store
  const tags = ['flare', 'pulsar'].map((name) => ({ id: randomUUID(), name }))
  await catalogue.insertInto('tags').values(tags).execute()
  const at = '2026-11-20T12:00:00.000Z'
  for (const target of await targetsIn(store)) {
    for (const userId of userIds) {
      const remark = () => ({ id: randomUUID(), userId, at, ...noTarget, ...target })
      await catalogue
        .insertInto('comments')
        .values({ ...remark(), text: 'odd' })
        .execute()
      await catalogue
        .insertInto('favourites')
        .values({ ...remark(), text: '' })
        .execute()
      for (const { id: tagId } of tags)
        await catalogue
          .insertInto('tagLinks')
          .values({ ...remark(), tagId })
          .execute()
    }
  }
}

async function addAnalysis(world: World, by: Halley, name: string, sampleId: string): Promise<string> {
  const id = randomUUID()
  const state = { place: 'live' } as const
  const item = {
    kind: 'analysis',
    id,
    name,
    ownerId: by.user.id,
    projectId: by.projectId,
    grantees: [],
    madeFrom: [sampleId],
    state,
  } as const
  await world.do({ itemIds: [by.projectId, sampleId], names: [name] }, { name: 'create', actor: actorOf(by.user), item })
  const origin = { analysisId: id, sampleId, runId: null, version: null, resultId: null }
  await world.store.catalogue.insertInto('analysisOrigins').values(origin).execute()
  return id
}

/** The files of a sample or an analysis, sealed as those are that were drawn. */
async function writeDrawn({ paths, catalogue }: Store, kind: 'sample' | 'analysis', id: string): Promise<void> {
  const folder = paths[kind](id)
  mkdirSync(folder)
  writeFileSync(join(folder, 'sources.parquet'), `sources of ${id}`)
  const { files, manifestHash } = await sealFolder(folder, { format: 1, kind, id }, {})
  const size = { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), manifestHash }
  await catalogue
    .updateTable(kind === 'sample' ? 'samples' : 'analyses')
    .set(size)
    .where('id', '=', id)
    .execute()
}

export interface ProofWorld {
  readonly world: World
  readonly ann: Halley
  readonly bea: Halley
  readonly ada: Halley
  /** Ids of items by their names. */
  readonly ids: Readonly<Record<string, string>>
}

/**
 * Fills an empty store. Ann's runs `lmc` (two versions) and `fresh` (none) are live, `old` and `older` in the trash; Bea's `smc` and the
 * runs share images; `survey` is Ann's project with Bea as editor and runs of both; samples and an analysis are made of these; everybody
 * has said something about everything.
 */
export async function makeProofWorld(store: Store): Promise<ProofWorld> {
  const { world, ann, bea, ada } = await World.make(store)
  const survey = await world.addProject(ann, 'survey', new Map([[bea.user.id, 'editor']]))
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a', 'b'])
  await world.publish(ann, lmc, ['a', 'b', 'c'])
  const fresh = await world.addRun(ann, 'fresh')
  const smc = await world.addRun(bea, 'smc')
  await world.publish(bea, smc, ['b', 'd'])
  const old = await world.addRun(ann, 'old')
  await world.publish(ann, old, ['b', 'e'])
  await world.publish(ann, old, ['b', 'e', 'f'])
  const older = await world.addRun(ann, 'older')
  await world.publish(ann, older, ['g', 'a'])
  const shared = await world.addRun(ann, 'shared', survey)
  await world.publish(ann, shared, ['c', 'h'])
  const beas = await world.addRun(bea, 'beas', survey)
  await world.publish(bea, beas, ['h', 'i'])
  const pulsars = await world.addSample(ann, 'pulsars', [lmc, smc])
  const flares = await world.addSample(bea, 'flares', [lmc])
  const etaV = await addAnalysis(world, ann, 'etaV', pulsars)
  for (const id of [pulsars, flares]) await writeDrawn(store, 'sample', id)
  await writeDrawn(store, 'analysis', etaV)
  await world.do({ itemIds: [smc] }, { name: 'share', actor: actorOf(bea.user), itemId: smc, userId: ann.user.id, role: 'viewer' })
  await world.do({ itemIds: [lmc] }, { name: 'share', actor: actorOf(ann.user), itemId: lmc, userId: bea.user.id, role: 'viewer' })
  const hold = { name: 'hold', actor: actorOf(bea.user), itemId: smc, holdId: randomUUID(), version: 1, reason: 'in the paper' } as const
  await world.do({ itemIds: [smc] }, hold)
  await remarkOnEverything(store, [ann.user.id, bea.user.id])
  for (const id of [old, older]) await trash(ann, id)
  return { world, ann, bea, ada, ids: { survey, lmc, fresh, smc, old, older, shared, beas, pulsars, flares, etaV } }
}

/** Lets whoever runs the tests become a user of the store, who may recover and check it. */
export async function enterOnce(home: string, environment: NodeJS.ProcessEnv = {}): Promise<void> {
  await closeHalley(valueOf(await openHalley({ environment, home })))
}
