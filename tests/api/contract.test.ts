import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { api } from '../../src/app/contract/api/api.ts'
import type { Endpoint, Endpoints } from '../../src/app/contract/api/endpoint.ts'

const folder = join(import.meta.dirname, '../../src/app/contract/api')

/** The groups of calls as their files have them, before they are put together. */
async function readGroups(): Promise<readonly (readonly [name: string, endpoint: Endpoint])[]> {
  const found: (readonly [string, Endpoint])[] = []
  for (const file of readdirSync(folder)) {
    const parts = (await import(join(folder, file))) as Readonly<Record<string, unknown>>
    for (const [name, group] of Object.entries(parts)) if (name.endsWith('Endpoints')) found.push(...Object.entries(group as Endpoints))
  }
  return found
}

function twice(texts: readonly string[]): readonly string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index)
}

test('every call of every group is in the API, under a name and an address that no other has', async () => {
  const calls = await readGroups()
  expect(twice(calls.map(([name]) => name))).toEqual([])
  expect(twice(calls.map(([, { method, path }]) => `${method} ${path.replaceAll(/:\w+/g, ':')}`))).toEqual([])
  expect(calls.map(([name]) => name).toSorted()).toEqual(Object.keys(api).toSorted())
})

test('every call says what it is in one line under a heading, and its path names its parameters', () => {
  const wrong: string[] = []
  for (const [name, { path, summary, tag, params }] of Object.entries<Endpoint>(api)) {
    const named = [...path.matchAll(/:(\w+)/g)].map(([, key]) => key).toSorted()
    const described = Object.keys((params as { shape?: object } | undefined)?.shape ?? {}).toSorted()
    if (named.join() !== described.join()) wrong.push(`${name}: path has ${named.join()}, params ${described.join()}`)
    if (!path.startsWith('/api/') && tag !== 'Monitoring') wrong.push(`${name}: ${path}`)
    if (summary === '' || summary.includes('\n') || summary.endsWith('.') || tag === '') wrong.push(`${name}: ${summary}`)
  }
  expect(wrong).toEqual([])
})
