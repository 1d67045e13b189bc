// One law, two catalogues: a test that runs on SQLite and on PostgreSQL, each time on a store of its own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { test } from 'vitest'
import { openStore, type Store, type StoreOptions } from '../../src/store/store.ts'
import { makeDatabase } from '../postgres/sharedServer.ts'
import { makeCatalogueDatabase } from '../postgres/template.ts'
import { valueOf } from '../store/exampleStore.ts'

export type CatalogueKind = 'SQLite' | 'PostgreSQL'

const allKinds: readonly CatalogueKind[] = ['SQLite', 'PostgreSQL']
const wanted = process.env['HALLEY_TEST_CATALOGUES'] ?? ''

/** Both, or those that `HALLEY_TEST_CATALOGUES` names: where a server is tried, the half on SQLite says nothing of it. */
export const catalogueKinds: readonly CatalogueKind[] = allKinds.filter((kind) => wanted === '' || wanted.split(',').includes(kind))

/** A place where a store is or can be made. */
export interface StorePlace {
  readonly kind: CatalogueKind
  readonly home: string
  /** What a process of its own takes to work on this store. */
  readonly environment: Readonly<Record<string, string>>
  /** Opens the store, with a connection of its own; it is closed with the place at the latest. */
  open(options?: Pick<StoreOptions, 'patienceMs'>): Promise<Store>
  /** Closes what was opened and removes the store. */
  remove(): Promise<void>
}

interface PlaceOptions {
  /** A database on the server has the tables of a catalogue already, which spares the time to make them; default: nothing is there. */
  readonly hasTables?: boolean
}

/** Makes an empty place; whoever takes one removes it. */
export async function makeStorePlace(kind: CatalogueKind, { hasTables = false }: PlaceOptions = {}): Promise<StorePlace> {
  const home = mkdtempSync(join(tmpdir(), 'halley-store-'))
  const make = hasTables ? makeCatalogueDatabase : makeDatabase
  const database = kind === 'PostgreSQL' ? await make() : undefined
  const environment: Record<string, string> = { HALLEY_HOME: home, HALLEY_DATABASE_URL: database?.url ?? '', HALLEY_MIGRATE: 'auto' }
  const opened: Store[] = []
  return {
    kind,
    home,
    environment,
    async open(options = {}) {
      const store = valueOf(await openStore(home, { ...options, environment }))
      opened.push(store)
      return store
    },
    async remove() {
      for (const store of opened) await store.close()
      await database?.drop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Tests a law on each catalogue, with an open store that is empty. */
export function eachStore(law: string, body: (store: Store, place: StorePlace) => Promise<void>, timeoutMs?: number): void {
  for (const kind of catalogueKinds) {
    test(
      `${law} (${kind})`,
      async () => {
        const place = await makeStorePlace(kind, { hasTables: true })
        try {
          await body(await place.open(), place)
        } finally {
          await place.remove()
        }
      },
      timeoutMs,
    )
  }
}
