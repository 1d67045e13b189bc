// The scenes of the table set up in a real store, one after the other.
import { mkdirSync } from 'node:fs'
import { halleyFor, type Halley } from '../../src/app/halley.ts'
import type { Scope } from '../../src/lifecycle/rights.ts'
import { backedUpTables } from '../../src/store/backup/backedUpTables.ts'
import { addImage } from '../../src/store/catalogue/images.ts'
import { addUser, changeUser, findUser } from '../../src/store/catalogue/people.ts'
import { makeRunFolder } from '../../src/store/runFolder.ts'
import { saveState } from '../../src/store/state/saveState.ts'
import type { Store } from '../../src/store/store.ts'
import { startMs, stateOf } from '../lifecycle/world.ts'
import { emptyCatalogue, perform } from '../state/catalogueWorld.ts'
import type { Science } from './science.ts'
import { firstState, imageIds, itemIds, secretWord, storyOf, userId, userNames, type SceneKey, type UserName } from './scene.ts'

const at = new Date(startMs).toISOString()

type Rows = ReadonlyMap<string, readonly Record<string, unknown>[]>

async function readAll({ catalogue }: Store): Promise<Rows> {
  const rows = new Map<string, readonly Record<string, unknown>[]>()
  for (const { name, key } of backedUpTables) {
    let query = catalogue
      .withoutPlugins()
      .selectFrom(name as 'runs')
      .selectAll()
    for (const column of key) query = query.orderBy(column as 'id')
    rows.set(name, await query.execute())
  }
  return rows
}

async function writeAll({ catalogue }: Store, rows: Rows): Promise<void> {
  await catalogue.transaction().execute(async (transaction) => {
    await emptyCatalogue(transaction)
    for (const [name, values] of rows) {
      if (values.length === 0) continue
      await transaction
        .withoutPlugins()
        .insertInto(name as 'runs')
        .values(values as never)
        .execute()
    }
  })
}

async function addBeginning(store: Store): Promise<void> {
  const state = firstState()
  await store.catalogue.transaction().execute(async (transaction) => {
    for (const name of userNames) {
      await addUser(transaction, { id: userId(name), name: `${name}-${secretWord}`, account: null, createdAt: at })
    }
    await changeUser(transaction, userId('ada'), { isAdministrator: 1 })
    const facts = { ingestSettings: '{}', ingestVersion: 1, facts: '{}', measurementCount: 0, measurementBytes: 0 }
    for (const [index, id] of imageIds.entries()) {
      const image = { id, number: index + 1, name: `image ${index + 1}`, contentHash: id, createdAt: at, ...facts }
      await addImage(transaction, { ...image, measurementHash: '', measurementStamp: null }, [])
    }
    await saveState(transaction, stateOf([]), { ...state, images: new Map() }, startMs)
    const { run: runId, sample: sampleId, analysis: analysisId } = itemIds
    await transaction.insertInto('sampleOrigins').values({ sampleId, runId, version: 1, resultId: 'r' }).execute()
    const origin = { analysisId, sampleId, runId: null, version: null, resultId: null }
    await transaction.insertInto('analysisOrigins').values(origin).execute()
  })
  makeRunFolder(store, itemIds.run)
  for (const folder of [store.paths.sample(itemIds.sample), store.paths.analysis(itemIds.analysis)]) mkdirSync(folder, { recursive: true })
}

function textOf(rows: Rows): string {
  return JSON.stringify([...rows])
}

export interface Theatre {
  readonly store: Store
  /** Sets a scene up, in place of the last. */
  show(key: SceneKey): Promise<void>
  /** Everything as it was when the scene was set up. */
  again(): Promise<void>
  /** All rows of all tables, as one text. */
  everything(): Promise<string>
  /** {@link everything} when the scene was set up. */
  asSet(): string
  /** The store as it is for a user. */
  as(name: UserName, scopes: readonly Scope[] | null): Promise<Halley>
  deactivate(name: UserName): Promise<void>
}

/** @param science what the scenes are about; without it they have rows alone */
export async function openTheatre(store: Store, science?: Science): Promise<Theatre> {
  await addBeginning(store)
  science?.giveFiles(store)
  const beginning = await readAll(store)
  let scene = beginning
  let sceneText = ''
  const scenes = new Map<string, Rows>()
  return {
    store,
    async show(key) {
      const text = JSON.stringify(key)
      const known = scenes.get(text)
      await writeAll(store, known ?? beginning)
      for (const command of known ? [] : storyOf(key)) {
        const no = await perform(store, command, startMs)
        if (no) throw new Error(`${command.name}: ${no.code} ${no.message}`)
      }
      if (!known) await science?.giveRows(store)
      science?.mendFiles(store)
      scene = known ?? (await readAll(store))
      scenes.set(text, scene)
      sceneText = textOf(scene)
    },
    async again() {
      await writeAll(store, scene)
      science?.mendFiles(store)
    },
    everything: async () => textOf(await readAll(store)),
    asSet: () => sceneText,
    async as(name, scopes) {
      const user = await findUser(store.catalogue, userId(name))
      if (!user) throw new Error(`No user ${name}`)
      return halleyFor(store, { ...user, scopes }, { now: () => new Date(startMs) })
    },
    deactivate: (name) => changeUser(store.catalogue, userId(name), { isActive: 0 }),
  }
}
