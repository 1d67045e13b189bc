// Stores whose catalogue is on a server, and copies of them: of the folder, and of the database.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeDatabase } from '../postgres/sharedServer.ts'
import { makeCatalogueDatabase } from '../postgres/template.ts'

export interface ServerStore {
  readonly home: string
  readonly environment: { readonly HALLEY_DATABASE_URL: string }
  remove(): Promise<void>
}

type Database = Awaited<ReturnType<typeof makeDatabase>>

function storeAt(home: string, database: Database): ServerStore {
  return {
    home,
    environment: { HALLEY_DATABASE_URL: database.url },
    async remove() {
      await database.drop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

export async function makeServerStore(folder: string): Promise<ServerStore> {
  return storeAt(mkdtempSync(join(folder, 'base-')), await makeCatalogueDatabase())
}

/** Copies a store at which no process is. */
export async function copyServerStore({ home, environment }: ServerStore, folder: string): Promise<ServerStore> {
  const to = mkdtempSync(join(folder, 'copy-'))
  cpSync(home, to, { recursive: true, verbatimSymlinks: true })
  return storeAt(to, await makeDatabase(`template ${new URL(environment.HALLEY_DATABASE_URL).pathname.slice(1)}`))
}
