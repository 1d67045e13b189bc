import { randomUUID } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statfsSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { refuse, settleSync, type Result } from '../fault/fault.ts'

const { W_OK, X_OK } = constants

/** The format of the store's folder that this code writes, and the newest that it reads. */
const storeFormat = 1
export const markerName = 'store.json'
const kinds = ['images', 'runs', 'samples', 'analyses', 'catalogues']
const folders = ['backups', 'objects', ...kinds.map((kind) => `objects/${kind}`), 'runs', 'runs/images', 'tmp']

/** The folder of a store, known to be one. */
export interface StoreHome {
  /** Absolute, links resolved. */
  readonly path: string
  /** The random id of the store, from its marker. */
  readonly id: string
}

/** HALLEY_HOME; else /var/lib/halley for root and that of their home directory for everyone else. */
export function defaultHome(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.HALLEY_HOME) return resolve(environment.HALLEY_HOME)
  return process.getuid?.() === 0 ? '/var/lib/halley' : homeBelow(homedir())
}

/** The store of a user: `halley` in their home directory, or `halley-store` where `halley` is a clone of the program. */
export function homeBelow(homeDirectory: string): string {
  const usual = join(homeDirectory, 'halley')
  return existsSync(join(usual, 'scripts', 'launch.mjs')) ? `${usual}-store` : usual
}

/**
 * Opens the folder of a store and makes what is missing in it; a folder that does not exist or is empty becomes a store.
 *
 * @returns `store.foreign` for a folder with anything else in it, `store.newer` for a store of a later Halley,
 * `store.damaged` for an unreadable marker, `store.unwritable` where the folder cannot be made or changed
 */
export function openHome(path: string): Result<StoreHome> {
  return settleSync(() => {
    try {
      mkdirSync(path, { recursive: true, mode: 0o750 })
      const real = realpathSync(path)
      const id = readMarker(real) ?? createMarker(real)
      const made = folders.filter((folder) => makeFolder(join(real, folder)))
      if (made.length > 0) for (const folder of ['.', 'objects']) syncFolder(join(real, folder))
      accessSync(join(real, 'tmp'), W_OK | X_OK)
      return { path: real, id }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error
      const keeper = keeperOf(path)
      const own = process.getuid?.()
      if (keeper !== undefined && own !== undefined && keeper !== own) refuseOther(path, keeper, own)
      return refuse('store.unwritable', `${path}: expected a folder that this user can make and change, found: ${error.message}.`, {
        hint: 'Set HALLEY_HOME to a folder of yours. A store of another account is kept by that one alone: use its API with a token.',
        data: { path },
      })
    }
  })
}

/** The number of the account that keeps a store: whose marker it is. Undefined where there is none that this account may see. */
function keeperOf(home: string): number | undefined {
  try {
    return statSync(join(home, markerName)).uid
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

function refuseOther(path: string, keeper: number, own: number): never {
  const message = `${path}: expected the account that keeps this store (user number ${keeper}), found another (user number ${own}), who cannot write there.`
  refuse('store.unwritable', message, {
    hint: 'One account keeps a store. Work as that account (sudo -u), or ask its administrator for a user and a token for the API.',
    data: { path, keeper, account: own },
  })
}

/** The folder may be another's, who then decides on its mode. */
function setStoreMode(home: string): void {
  try {
    chmodSync(home, 0o2750)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error
  }
}

/** What root makes in the store of another belongs to whom the folder around it belongs: they must be able to change and clear it. */
export function giveToKeeper(path: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(dirname(path))
  chownSync(path, uid, gid)
}

/**
 * Makes a folder with the mode of the store, setgid so that everything below has the store's group.
 *
 * @returns false where something has the name, which is left as it is
 */
export function makeFolder(path: string): boolean {
  try {
    mkdirSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
  giveToKeeper(path)
  chmodSync(path, 0o2750)
  return true
}

/** Makes the names in a folder outlive a loss of power. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/**
 * Whether somebody keeps the store: root, whoever made it, or whoever owns its folder.
 *
 * @param uid number of their account; undefined where the platform has none
 */
export function isKeptBy(home: string, uid: number | undefined = process.getuid?.()): boolean {
  return uid === undefined || uid === 0 || uid === keeperOf(home) || uid === statSync(home).uid
}

function readMarker(home: string): string | undefined {
  const path = join(home, markerName)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  const marker = parseMarker(text)
  if (marker === undefined) {
    return refuse(
      'store.damaged',
      `${path}: expected the marker of a store with an id and a format, found ${text.length} characters of something else.`,
      {
        hint: 'Bring store.json back from a backup of the store.',
        data: { path },
      },
    )
  }
  if (marker.format > storeFormat) {
    refuse('store.newer', `${home}: expected a store of format ${storeFormat} or older, found format ${marker.format}.`, {
      hint: 'A newer Halley made this store: update Halley.',
      data: { path: home, expected: storeFormat, found: marker.format },
    })
  }
  return marker.id
}

/** What a store's marker says; nothing for a text that is none. */
export function parseMarker(text: string): { readonly id: string; readonly format: number } | undefined {
  try {
    const marker: unknown = JSON.parse(text)
    if (typeof marker !== 'object' || marker === null || !('id' in marker) || !('format' in marker)) return undefined
    const { id, format } = marker
    return typeof id === 'string' && typeof format === 'number' ? { id, format } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What may lie in a folder that becomes a store: the start of a marker that a crash left, and what a fresh disk holds. */
function isNothing(name: string): boolean {
  return name.startsWith(`${markerName}.`) || name === 'lost+found'
}

/** Writes the marker beside its place and links it in, so that of two processes that create a store one wins, whole. */
function createMarker(home: string): string {
  const found = readdirSync(home).filter((name) => !isNothing(name))
  // Another process may have finished just now.
  if (found.includes(markerName)) return readMarker(home) ?? createMarker(home)
  if (found.length > 0) {
    refuse(
      'store.foreign',
      `${home}: expected a store of Halley or an empty folder, found ${found.length} entries (${found.slice(0, 3).join(', ')}) and no ${markerName}.`,
      {
        hint: 'Set HALLEY_HOME to a new or an empty folder.',
        data: { path: home, entries: found.length },
      },
    )
  }
  const id = randomUUID()
  const temporary = join(home, `${markerName}.${id}`)
  const file = openSync(temporary, 'wx', 0o640)
  try {
    writeSync(file, `${JSON.stringify({ id, format: storeFormat })}\n`)
    fsyncSync(file)
    giveToKeeper(temporary)
    setStoreMode(home)
    linkSync(temporary, join(home, markerName))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    closeSync(file)
    unlinkSync(temporary)
  }
  return readMarker(home) ?? id
}

/** File systems by the `f_type` of statfs(2) on which several hosts may write, or whose locks are not the kernel's. */
const networkFileSystems = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x65735546, 'FUSE'],
  [0x00c36400, 'Ceph'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x01021997, '9P'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
  [0x73757245, 'Coda'],
  [0x7461636f, 'OCFS2'],
  [0x01161970, 'GFS2'],
])

/** @param type `f_type` of statfs(2) on Linux */
export function networkFileSystemName(type: number): string | undefined {
  return networkFileSystems.get(type >>> 0)
}

/** `store.networkFileSystem` where the embedded catalogue would lie on one: SQLite's locks do not hold there. Linux only. */
export function refuseNetworkFileSystem(home: StoreHome): Result<void> {
  return settleSync(() => {
    const name = process.platform === 'linux' ? networkFileSystemName(statfsSync(home.path).type) : undefined
    if (name === undefined) return
    refuse('store.networkFileSystem', `${home.path}: expected a local disk for the catalogue, found ${name}.`, {
      hint: 'Set HALLEY_HOME to a folder on a local disk. Teams that share a disk set HALLEY_DATABASE_URL to a PostgreSQL server.',
      data: { path: home.path, fileSystem: name },
    })
  })
}
