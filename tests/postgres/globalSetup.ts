// One PostgreSQL for all tests of a run, started when the first of them asks at the door, ended after the last.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import type { TestProject } from 'vitest/node'
import { folderForSockets, startPostgres, type PostgresServer } from './server.ts'

/** What the door says to whoever knocks. */
export interface DoorAnswer {
  readonly url?: string
  readonly error?: string
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the socket that answers with a {@link DoorAnswer}. */
    postgresDoor: string
  }
}

export function setup(project: TestProject): () => Promise<void> {
  // The catalogue that somebody works with is not for tests.
  delete process.env['HALLEY_DATABASE_URL']
  const folder = mkdtempSync(join(folderForSockets(), 'halley-door-'))
  let started: Promise<PostgresServer> | undefined
  const door = createServer((socket) => {
    const answer = (words: DoorAnswer) => socket.end(JSON.stringify(words))
    socket.on('error', () => {})
    started ??= startPostgres()
    started.then(
      ({ url }) => answer({ url }),
      (error: unknown) => answer({ error: String(error) }),
    )
  })
  door.listen(join(folder, 'door'))
  project.provide('postgresDoor', join(folder, 'door'))
  return async () => {
    door.close()
    await started?.then((server) => server.stop()).catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  }
}
