// Three users on one store: Ann and Bea with projects of their own, and Ada who administers. Runs without science, in milliseconds.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Halley } from '../../src/app/halley.ts'
import { actorOf } from '../../src/app/actor.ts'
import type { Command } from '../../src/lifecycle/commands.ts'
import type { Item, MemberRole, Run } from '../../src/lifecycle/state.ts'
import { claimOperation, enqueueOperation } from '../../src/store/catalogue/operations.ts'
import { addProject, addUser } from '../../src/store/catalogue/people.ts'
import { findRun } from '../../src/store/catalogue/runs.ts'
import type { UserRow } from '../../src/store/catalogue/schema.ts'
import { beginAttempt } from '../../src/store/publishing/attempt.ts'
import { findImagesByContent, reserveImageNumbers } from '../../src/store/catalogue/images.ts'
import { publishImages } from '../../src/store/publishing/publishImages.ts'
import { publishVersion } from '../../src/store/publishing/publishVersion.ts'
import { makeRunFolder, writeDraft } from '../../src/store/runFolder.ts'
import { performCommand } from '../../src/store/state/performCommand.ts'
import type { Slice } from '../../src/store/state/slice.ts'
import type { Store } from '../../src/store/store.ts'
import { healViews } from '../../src/store/views/healViews.ts'
import { eachStore, type StorePlace } from '../catalogue/eachStore.ts'
import { valueOf, writeExampleImage } from '../store/exampleStore.ts'

export { valueOf }

export const dayMs = 86_400_000

/** What is given back of something that has to be refused. */
export function faultOf(result: { readonly ok: boolean; readonly fault?: { readonly code: string } }): string | undefined {
  return result.ok ? undefined : result.fault?.code
}

export class World {
  readonly store: Store
  nowMs = Date.parse('2026-11-20T12:00:00.000Z')

  constructor(store: Store) {
    this.store = store
  }

  private async addPerson(name: string): Promise<Halley> {
    const { catalogue } = this.store
    const createdAt = new Date(this.nowMs).toISOString()
    const user: UserRow = {
      id: randomUUID(),
      name,
      account: name,
      createdAt,
      isActive: 1,
      isAdministrator: name === 'ada' ? 1 : 0,
      email: null,
    }
    await addUser(catalogue, user)
    await catalogue.updateTable('users').set({ isAdministrator: user.isAdministrator }).where('id', '=', user.id).execute()
    const projectId = randomUUID()
    await addProject(catalogue, { id: projectId, name: `Runs of ${name}`, ownerId: user.id, createdAt, use: 'personal' })
    return { store: this.store, user: { ...user, scopes: null }, projectId, scratch: '', door: 'shell', now: () => new Date(this.nowMs) }
  }

  static async make(store: Store): Promise<{ world: World; ann: Halley; bea: Halley; ada: Halley }> {
    const world = new World(store)
    const [ann, bea, ada] = [await world.addPerson('ann'), await world.addPerson('bea'), await world.addPerson('ada')]
    return { world, ann, bea, ada }
  }

  async do(slice: Slice, command: Command, beforeSave?: (transaction: Store['catalogue']) => Promise<void>): Promise<void> {
    valueOf(await performCommand(this.store, { slice, command, nowMs: this.nowMs, ...(beforeSave ? { beforeSave } : {}) }))
  }

  private async create(by: Halley, item: Item, projectId: string): Promise<string> {
    await this.do({ itemIds: [projectId], names: [item.name] }, { name: 'create', actor: actorOf(by.user), item })
    return item.id
  }

  addProject(by: Halley, name: string, members: ReadonlyMap<string, MemberRole> = new Map()): Promise<string> {
    const state = { place: 'live' } as const
    const item = {
      kind: 'project',
      id: randomUUID(),
      name,
      ownerId: by.user.id,
      use: 'ordinary',
      members,
      retentionDays: null,
      state,
    } as const
    return this.create(by, item, by.projectId)
  }

  async addRun(by: Halley, name: string, projectId: string = by.projectId): Promise<string> {
    const id = randomUUID()
    const state = { place: 'live', work: 'initialised', head: null } as const
    const item: Run = { kind: 'run', id, name, ownerId: by.user.id, projectId, grantees: [], versions: [], lastVersion: 0, state }
    makeRunFolder(this.store, id)
    valueOf(await writeDraft(this.store, id, `run: ${name}\n`, null))
    await this.create(by, item, projectId)
    await healViews(this.store)
    return id
  }

  /** A sample of runs, with one file. */
  async addSample(by: Halley, name: string, runIds: readonly string[], projectId: string = by.projectId): Promise<string> {
    const id = randomUUID()
    const item = {
      kind: 'sample',
      id,
      name,
      ownerId: by.user.id,
      projectId,
      grantees: [],
      madeFrom: runIds,
      state: { place: 'live' },
    } as const
    await this.create(by, item, projectId)
    const rows = runIds.map((runId) => ({ sampleId: id, runId, version: 1, resultId: randomUUID() }))
    if (rows.length > 0) await this.store.catalogue.insertInto('sampleOrigins').values(rows).execute()
    return id
  }

  /** Sets a run to work. @returns its operation */
  async queue(by: Halley, runId: string): Promise<string> {
    const run = await findRun(this.store.catalogue, runId)
    const operationId = randomUUID()
    const name = (run?.headVersion ?? null) === null ? 'process' : 'addImages'
    const work = { actor: actorOf(by.user), itemId: runId, operationId, imageIds: [] }
    const row = { id: operationId, kind: name, runId, actorId: by.user.id, createdAt: new Date(this.nowMs).toISOString() }
    await this.do({ itemIds: [runId] }, { name, ...work }, (transaction) => enqueueOperation(transaction, row))
    return operationId
  }

  /** Processes a run over images, named by their content, to its next version. */
  async publish(by: Halley, runId: string, contents: readonly string[]): Promise<void> {
    const { store, nowMs } = this
    const operationId = await this.queue(by, runId)
    const now = new Date(nowMs).toISOString()
    const claim = await claimOperation(store.catalogue, operationId, { worker: 'test', now, leaseUntil: now })
    if (!claim) throw new Error('not claimed')
    await this.do({ itemIds: [runId] }, { name: 'start', actor: { kind: 'worker' }, itemId: runId, operationId })
    const attempt = valueOf(await beginAttempt(store, claim))
    const known = await findImagesByContent(store.catalogue, contents)
    const fresh = contents.filter((content) => !known.has(content))
    const first = await reserveImageNumbers(store.catalogue, Math.max(1, fresh.length))
    const made = fresh.map((content, index) => writeExampleImage(attempt, `${content}.fits`, first + index, content))
    const published = valueOf(await publishImages(store, attempt, made))
    const images = contents.flatMap((content) => known.get(content) ?? published.find((row) => row.contentHash === content) ?? [])
    const run = await findRun(store.catalogue, runId)
    writeFileSync(join(attempt.resultFolder, 'sources.parquet'), `sources of ${contents.join(' ')}`)
    writeFileSync(join(attempt.resultFolder, 'associations.parquet'), 'associations')
    const version = {
      runId,
      resultId: randomUUID(),
      madeAt: now,
      configurationText: `images: ${contents.join(' ')}\n`,
      inputsHash: contents.join(' '),
      codeVersion: '0.1.0',
      counts: { sources: 3 * contents.length },
      images: images.map((image, epoch) => ({ image, epoch })),
      lastSourceId: (run?.lastSourceId ?? 0) + 3,
      forcedCount: 0,
    }
    valueOf(await publishVersion(store, attempt, version))
    await healViews(store)
  }
}

interface Scene extends Awaited<ReturnType<typeof World.make>> {
  readonly store: Store
  readonly place: StorePlace
}

/** Tests a law on each catalogue, with Ann, Bea and Ada on a store that is empty else. */
export function eachWorld(law: string, body: (scene: Scene) => Promise<void>): void {
  eachStore(law, async (store, place) => body({ ...(await World.make(store)), store, place }))
}
