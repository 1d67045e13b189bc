// A migration that was released is never edited: stores that have had it would not be what new ones are.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { migrations } from '../../src/store/catalogue/openCatalogue.ts'

const folder = join(import.meta.dirname, '../../src/store/migrations')

/** Of every migration the hash of its text, as `sha256sum` writes them. */
const frozen = new Map(
  readFileSync(join(import.meta.dirname, 'migrations.sha256'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => [line.slice(66), line.slice(0, 64)]),
)

const names = readdirSync(folder).toSorted()

test('every migration is one of the catalogue, and needs nothing that may change but its own text', () => {
  expect(names.length).toBe(migrations.length)
  for (const name of names) {
    const imports = [...readFileSync(join(folder, name), 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from)
    expect(imports, name).toEqual(['kysely'])
  }
})

test.each(names)('%s is as it was released: what is to be otherwise is a new migration', (name) => {
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, name)))
    .digest('hex')
  const hint = `Of a new migration: (cd src/store/migrations && sha256sum ${name}) >> tests/upgrades/migrations.sha256`
  expect(frozen.get(name) ?? 'no hash', hint).toBe(hash)
})
