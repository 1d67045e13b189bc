import { spawn, spawnSync } from 'node:child_process'
import { addProject } from './catalogue/people.ts'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import process from 'node:process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultHome, homeBelow, makeFolder, networkFileSystemName, openHome } from './home.ts'
import { openStore } from './store.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halley-home-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function open(home: string) {
  const store = await openStore(home)
  if (!store.ok) throw new Error(store.fault.message)
  return store.value
}

test('makes a store where there is none, with folders for its group alone, and finds it again', async () => {
  const home = join(folder, 'deep', 'store')
  const first = await open(home)
  await first.close()
  expect(readdirSync(home).sort()).toEqual(['backups', 'catalogue.sqlite', 'objects', 'runs', 'store.json', 'tmp'])
  for (const name of ['.', 'objects', 'objects/images', 'objects/runs', 'runs', 'tmp'])
    expect(statSync(join(home, name)).mode & 0o7777).toBe(0o2750)
  expect(JSON.parse(readFileSync(join(home, 'store.json'), 'utf8'))).toEqual({ id: first.id, format: 1 })
  const second = await open(home)
  expect(second.id).toBe(first.id)
  await second.close()
})

test('an empty folder becomes a store, reached through a link too', async () => {
  mkdirSync(join(folder, 'real', 'lost+found'), { recursive: true })
  symlinkSync('real', join(folder, 'link'))
  const store = await open(join(folder, 'link'))
  expect(store.paths.home).toBe(join(folder, 'real'))
  await store.close()
})

test('refuses a folder with anything else in it and changes nothing there', async () => {
  writeFileSync(join(folder, 'thesis.tex'), 'years of work')
  const refused = await openStore(folder)
  expect(refused).toMatchObject({ ok: false, fault: { code: 'store.foreign', message: expect.stringContaining('thesis.tex') } })
  expect(readdirSync(folder)).toEqual(['thesis.tex'])
})

test('refuses a store of a newer format and a catalogue of a newer schema, with both numbers', async () => {
  const newer = join(folder, 'newer')
  mkdirSync(newer)
  writeFileSync(join(newer, 'store.json'), JSON.stringify({ id: 'x', format: 7 }))
  expect(await openStore(newer)).toMatchObject({ ok: false, fault: { code: 'store.newer', data: { expected: 1, found: 7 } } })
  const home = join(folder, 'store')
  await (await open(home)).close()
  const database = new DatabaseSync(join(home, 'catalogue.sqlite'))
  database.exec('UPDATE schema_version SET version = 99')
  database.close()
  expect(await openStore(home)).toMatchObject({
    ok: false,
    fault: { code: 'catalogue.newer', data: { expected: expect.any(Number), found: 99 } },
  })
})

test('refuses a marker that is none, and a path that is a file', async () => {
  writeFileSync(join(folder, 'store.json'), 'not json')
  expect(await openStore(folder)).toMatchObject({ ok: false, fault: { code: 'store.damaged' } })
  expect(await openStore(join(folder, 'store.json'))).toMatchObject({ ok: false, fault: { code: 'store.unwritable' } })
})

test('a store whose creation was cut off before its marker can be created again', () => {
  writeFileSync(join(folder, 'store.json.0e1b'), '{"id"')
  expect(openHome(folder).ok).toBe(true)
})

test('processes that create one store at the same time agree on it', async () => {
  const home = join(folder, 'store')
  const script = `const { openStore } = await import(${JSON.stringify(join(import.meta.dirname, 'store.ts'))})
    const store = await openStore(${JSON.stringify(home)})
    console.log(store.ok ? store.value.id : JSON.stringify(store.fault))`
  const run = () =>
    new Promise<string>((done) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      child.stdout.on('data', (text) => (said += String(text)))
      child.on('close', () => done(said.trim()))
    })
  const ids = await Promise.all([run(), run(), run()])
  expect(new Set(ids)).toEqual(new Set([JSON.parse(readFileSync(join(home, 'store.json'), 'utf8')).id]))
})

test('the catalogue is in WAL with foreign keys', async () => {
  const store = await open(folder)
  const project = { id: 'p', name: 'p', ownerId: 'nobody', createdAt: '2026-11-20T20:35:00.000Z', use: 'personal' } as const
  await expect(addProject(store.catalogue, project)).rejects.toThrow('FOREIGN KEY')
  await store.close()
  const database = new DatabaseSync(join(folder, 'catalogue.sqlite'))
  expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
  database.close()
})

test('knows file systems on which SQLite loses its locks', () => {
  expect(networkFileSystemName(0x6969)).toBe('NFS')
  // statfs gives the type as a signed number on some platforms.
  expect(networkFileSystemName(0xff534d42 | 0)).toBe('CIFS')
  expect(networkFileSystemName(0xef53)).toBeUndefined()
})

test('the home is HALLEY_HOME where that is set', () => {
  expect(defaultHome({ HALLEY_HOME: '/data/halley' })).toBe('/data/halley')
  expect(defaultHome({})).toMatch(/\/halley(-store)?$/)
})

test('the store of a user is ~/halley, unless they have cloned Halley there', () => {
  const user = mkdtempSync(join(tmpdir(), 'halley-user-'))
  expect(homeBelow(user)).toBe(join(user, 'halley'))
  mkdirSync(join(user, 'halley', 'scripts'), { recursive: true })
  writeFileSync(join(user, 'halley', 'scripts', 'launch.mjs'), '')
  expect(homeBelow(user)).toBe(join(user, 'halley-store'))
  rmSync(user, { recursive: true })
})

test("a folder that root makes in the store of another is that other one's", () => {
  const store = mkdtempSync(join(tmpdir(), 'halley-owned-'))
  const uid = process.getuid?.() ?? 0
  const other = uid === 0 ? 65_534 : uid
  if (uid === 0) chownSync(store, other, other)
  expect(makeFolder(join(store, 'made'))).toBe(true)
  expect(statSync(join(store, 'made'))).toMatchObject({ uid: other })
  rmSync(store, { recursive: true })
})

/** Opens a store as another account, in the group of the folder. */
function openAs(uid: number, home: string): string {
  const script = `process.setgroups([${uid}, 3000]); process.setgid(3000); process.setuid(${uid})
    const { openHome, isKeptBy } = await import(${JSON.stringify(join(import.meta.dirname, 'home.ts'))})
    const opened = openHome(${JSON.stringify(home)})
    console.log(opened.ok ? (isKeptBy(opened.value.path) ? 'keeps it' : 'opens it') : opened.fault.code + ' ' + opened.fault.message)`
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env: { HOME: home } }).stdout.trim()
}

test.runIf(process.getuid?.() === 0)(
  'in a folder that root prepared for a group, whoever makes the store keeps it, and no other account',
  () => {
    chmodSync(folder, 0o755)
    const home = join(folder, 'prepared')
    mkdirSync(home)
    chownSync(home, 0, 3000)
    chmodSync(home, 0o2770)
    expect(openAs(3001, home)).toBe('keeps it')
    expect(readdirSync(home).sort()).toEqual(['backups', 'objects', 'runs', 'store.json', 'tmp'])
    expect(statSync(home).mode & 0o7777).toBe(0o2770)
    expect(openAs(3002, home)).toBe(
      `store.unwritable ${home}: expected the account that keeps this store (user number 3001), found another (user number 3002), who cannot write there.`,
    )
    expect(openAs(3001, home)).toBe('keeps it')
    expect(readdirSync(home)).toHaveLength(5)
  },
)
