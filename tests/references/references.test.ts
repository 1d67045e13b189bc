import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { showSource } from '../../src/app/explore/showSource.ts'
import type { Halley } from '../../src/app/halley.ts'
import { crossMatch } from '../../src/app/references/crossMatch.ts'
import { addReference, listReferences, removeReference } from '../../src/app/references/references.ts'
import { connectTo, openInstance, sqlLiteral } from '../../src/store/parquet/duckDb.ts'
import { halley as command } from '../cli/runHalley.ts'
import { enterAs } from '../people/people.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { makeScene, type Scene, withHalley } from '../samples/scene.ts'
import { type Entry, writeFits, writeVoTable } from './tables.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
})

const question = { run: 'lmc', source: 1, version: undefined }

/** Objects 5 arcsec north of the source, 10 arcsec east of it, and a degree away; so that two are matches. */
async function entriesAround(halley: Halley): Promise<readonly Entry[]> {
  const { columns, values } = valueOf(await showSource(halley, question))
  const at = (name: string) => Number(values[columns.findIndex((column) => column.name === name)])
  const [raDeg, decDeg] = [at('wavg_ra'), at('wavg_dec')]
  const east = 10 / 3600 / Math.cos((decDeg * Math.PI) / 180)
  return [
    { name: 'far', raDeg, decDeg: decDeg + 1, fluxMjy: 3, gaia: 3n },
    { name: 'east', raDeg: raDeg + east, decDeg, fluxMjy: null, gaia: 2n },
    { name: 'north', raDeg, decDeg: decDeg + 5 / 3600, fluxMjy: 1.5, gaia: 6_917_529_027_641_081_857n },
  ]
}

async function writeParquet(path: string, entries: readonly Entry[]): Promise<string> {
  const connection = await connectTo(await openInstance({ memoryLimitMb: 200, threads: 1 }))
  const rows = entries.map(
    ({ name, raDeg, decDeg, fluxMjy, gaia }) => `(${sqlLiteral(name)}, ${raDeg}, ${decDeg}, ${fluxMjy ?? 'NULL'}, ${gaia}, [1, 2])`,
  )
  const table = `(VALUES ${rows.join(', ')}) AS t(source_name, RAJ2000, DEJ2000, flux, gaia, list)`
  await connection.run(
    `COPY (SELECT source_name, CAST(RAJ2000 AS DOUBLE) AS RAJ2000, CAST(DEJ2000 AS DOUBLE) AS DEJ2000, CAST(flux AS FLOAT) AS flux, CAST(gaia AS BIGINT) AS gaia, list FROM ${table}) TO ${sqlLiteral(path)} (FORMAT parquet)`,
  )
  return path
}

const writers = {
  fits: (path: string, entries: readonly Entry[]) => Promise.resolve(writeFits(path, entries)),
  vot: (path: string, entries: readonly Entry[]) => Promise.resolve(writeVoTable(path, entries)),
  parquet: writeParquet,
} as const

test.for(['fits', 'vot', 'parquet'] as const)(
  'a %s catalogue is matched by distance, with position angle and all its columns, and its file is left as it is',
  async (format) => {
    await withHalley(scene, async (halley) => {
      const entries = await entriesAround(halley)
      const path = await writers[format](join(folder, `others.${format}`), entries)
      const before = readFileSync(path)
      const added = valueOf(await addReference(halley, { path, ...(format === 'fits' ? { nameColumn: 'source' } : {}) }, null))
      expect(added).toMatchObject({ name: 'others', rows: 3, left: 0, radiusArcsec: 30 })
      const [matched] = valueOf(await crossMatch(halley, question)).catalogues
      expect(matched?.fault).toBeNull()
      expect(matched?.matches.map(({ name }) => name)).toEqual(['north', 'east'])
      const [north, east] = matched?.matches ?? []
      expect(north?.separationArcsec).toBeCloseTo(5, 3)
      expect(Math.min(north?.positionAngleDeg ?? 90, 360 - (north?.positionAngleDeg ?? 90))).toBeCloseTo(0, 2)
      expect(east?.separationArcsec).toBeCloseTo(10, 2)
      expect(east?.positionAngleDeg).toBeCloseTo(90, 2)
      const cell = (match: typeof north, name: string) => match?.values[matched?.columns.findIndex((column) => column.name === name) ?? -1]
      expect(cell(north, 'flux')).toBeCloseTo(1.5, 6)
      expect(cell(east, 'flux')).toBeNull()
      expect(String(cell(north, 'gaia'))).toBe('6917529027641081857')
      expect(readFileSync(path)).toEqual(before)
      valueOf(await removeReference(halley, 'others'))
      expect(existsSync(halley.store.paths.referenceCatalogue(added.id))).toBe(false)
      expect(existsSync(path)).toBe(true)
      expect(valueOf(await listReferences(halley)).references).toEqual([])
    })
  },
)

test('what is no catalogue, lacks positions or has a taken name is refused with what was found, and leaves nothing behind', async () => {
  await withHalley(scene, async (halley) => {
    const entries = await entriesAround(halley)
    const text = join(folder, 'plain.txt')
    writeFileSync(text, 'not a table')
    const path = writeFits(join(folder, 'some.fits'), entries)
    const codeOf = async (request: Parameters<typeof addReference>[1]) => {
      const result = await addReference(halley, request, null)
      return result.ok ? 'added' : result.fault.code
    }
    expect(await codeOf({ path: text })).toBe('reference.format')
    expect(await codeOf({ path: join(folder, 'nowhere.fits') })).toBe('file.missing')
    expect(await codeOf({ path, ra: 'alpha' })).toBe('reference.column')
    expect(await codeOf({ path, ra: 'source', dec: 'source', unit: 'deg' })).toBe('reference.empty')
    expect(await codeOf({ path, name: 'one' })).toBe('added')
    expect(await codeOf({ path, name: 'one' })).toBe('reference.nameTaken')
    expect(valueOf(await listReferences(halley)).references.map(({ name }) => name)).toEqual(['one'])
    valueOf(await removeReference(halley, 'one'))
  })
})

test('a catalogue whose file is gone says so and keeps no other from being shown', async () => {
  await withHalley(scene, async (halley) => {
    const entries = await entriesAround(halley)
    const path = writeFits(join(folder, 'two.fits'), entries)
    const first = valueOf(await addReference(halley, { path, name: 'a' }, null))
    valueOf(await addReference(halley, { path, name: 'b' }, null))
    rmSync(halley.store.paths.referenceCatalogue(first.id))
    const { catalogues } = valueOf(await crossMatch(halley, question))
    expect(catalogues.map(({ fault }) => fault !== null)).toEqual([true, false])
    expect(catalogues[1]?.matches).toHaveLength(2)
    for (const name of ['a', 'b']) valueOf(await removeReference(halley, name))
  })
})

test('the command adds, lists and removes a catalogue, and says what it did', async () => {
  const path = writeFits(join(folder, 'command.fits'), [{ name: 'one', raDeg: 359.9, decDeg: 1, fluxMjy: 1, gaia: 1n }])
  const added = await command(scene.home, 'catalogue', 'add', path, '--name', 'RACS', '--radius', '12', '--name-column', 'source')
  expect(added).toMatchObject({ exitCode: 0, stdout: 'Catalogue RACS: 1 objects. Pages of sources show those within 12 arcsec.\n' })
  expect((await command(scene.home, 'catalogue', 'list')).stdout).toMatch(/RACS +1 +12 arcsec +command[.]fits/)
  expect((await command(scene.home, 'catalogue', 'remove', 'RACS')).stdout).toBe(
    'Catalogue RACS is removed. Its file command.fits was left as it is.\n',
  )
  expect((await command(scene.home, 'catalogue', 'list')).stdout).toContain('There is no reference catalogue.')
  expect((await command(scene.home, 'catalogue', 'remove', 'RACS')).stderr).toContain('./halley catalogue list shows them.')
})

test('only administrators add and remove catalogues', async () => {
  await withHalley(scene, async (halley) => {
    const ren = await enterAs(halley.store, 'ren')
    expect(await addReference(ren, { path: '/nowhere' }, null)).toMatchObject({ ok: false, fault: { code: 'right.denied' } })
    expect(await removeReference(ren, 'one')).toMatchObject({ ok: false, fault: { code: 'right.denied' } })
  })
})
