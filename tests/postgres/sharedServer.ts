// Databases for tests on the one PostgreSQL of the run, or on the server that HALLEY_TEST_DATABASE_URL names.
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { Client } from 'pg'
import { inject } from 'vitest'
import type { DoorAnswer } from './globalSetup.ts'

let known: Promise<string> | undefined

/** The URL of the server, started by now. */
export function sharedServer(): Promise<string> {
  known ??= process.env['HALLEY_TEST_DATABASE_URL'] ? Promise.resolve(process.env['HALLEY_TEST_DATABASE_URL']) : knock()
  return known
}

async function knock(): Promise<string> {
  const answer = JSON.parse(await text(connect(inject('postgresDoor')))) as DoorAnswer
  if (answer.url === undefined) throw new Error(answer.error)
  return answer.url
}

/** Runs one statement as who may make databases, in the database of `url`. */
export async function administer(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

export interface TestDatabase {
  readonly url: string
  /** Drops it, under whoever is still connected. */
  drop(): Promise<void>
}

/** Makes an empty database. @param options what `create database` takes after its name */
export async function makeDatabase(options = 'template template0'): Promise<TestDatabase> {
  const server = await sharedServer()
  const name = `halley_test_${randomUUID().replaceAll('-', '')}`
  await administer(server, `create database ${name} ${options}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: async () => {
      await administer(server, `drop database if exists ${name} with (force)`)
    },
  }
}
