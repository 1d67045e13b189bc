// The browser of the tests comes from npm, like everything else: nothing is installed, no network is used.
import { execFile } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { arch, env, execPath, getuid, platform, umask } from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = resolve(import.meta.dirname, '../../..')
const unpacker = fileURLToPath(new URL('unpackChromium.ts', import.meta.url))

export interface Chromium {
  readonly executablePath: string
  /** What it needs to find the libraries and fonts that came with it. */
  readonly environment: Readonly<Record<string, string>>
}

function packageVersion(): string {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'))
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8')) as { version: string }
  return version
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}

function isReady(folder: string): boolean {
  return may(join(folder, 'chromium'), constants.X_OK) && may(join(folder, 'fonts.conf'), constants.R_OK)
}

/** Folders under which Chromium may be unpacked: that of the clone, or one in which only this user may write. */
function places(): readonly string[] {
  const own = join(tmpdir(), `halley-chromium-${getuid?.() ?? 'user'}`)
  return [join(root, '.node'), own]
}

function mayUnpackInto(place: string, name: string): boolean {
  try {
    if (existsSync(join(place, name))) return false
    mkdirSync(place, { recursive: true, mode: 0o700 })
    const isOwn = lstatSync(place).isDirectory() && (place.startsWith(root) || lstatSync(place).uid === getuid?.())
    return isOwn && may(place, constants.W_OK)
  } catch {
    return false
  }
}

/** The fonts that came with it, alone: pages look the same on every machine. */
function fontsConfiguration(folder: string): string {
  const cache = '<cachedir prefix="xdg">fontconfig</cachedir>'
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts/fonts</dir>${cache}</fontconfig>\n`
}

/** As readable to others as the umask lets it be: a team shares one clone. */
function letOthersRead(folder: string): void {
  const forOthers = 0o055 & ~umask()
  chmodSync(folder, 0o700 | forOthers)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const isRun = entry.isDirectory() || entry.name === 'chromium'
    chmodSync(path, isRun ? 0o700 | forOthers : 0o600 | (forOthers & 0o044))
  }
}

/** Many test files may unpack at once: each does so beside, and the first puts its own in place. */
async function unpack(place: string, folder: string): Promise<void> {
  const beside = mkdtempSync(join(place, '.unpacking-'))
  try {
    await promisify(execFile)(execPath, [unpacker], { env: { ...env, TMPDIR: beside } })
    writeFileSync(join(beside, 'fonts.conf'), fontsConfiguration(folder))
    letOthersRead(beside)
    renameSync(beside, folder)
  } catch (error) {
    if (!isReady(folder)) throw error
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}

function chromiumIn(folder: string): Chromium {
  const environment = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') }
  return { executablePath: join(folder, 'chromium'), environment }
}

/**
 * Chromium, unpacked from npm when it is asked for first.
 *
 * @throws Error that says what is missing and what to do
 */
export async function findChromium(): Promise<Chromium> {
  const given = env['HALLEY_CHROMIUM']
  if (given) {
    if (!existsSync(given)) throw new Error(`HALLEY_CHROMIUM: expected the path of a Chromium, found nothing at ${given}.`)
    return { executablePath: given, environment: {} }
  }
  if (platform !== 'linux' || arch !== 'x64') {
    throw new Error(`The Chromium of npm runs on Linux x64, this is ${platform} ${arch}. Name another: HALLEY_CHROMIUM=/path/of/chromium`)
  }
  const name = `chromium-${packageVersion()}`
  const ready = places().find((place) => isReady(join(place, name)))
  if (ready) return chromiumIn(join(ready, name))
  const place = places().find((place) => mayUnpackInto(place, name))
  if (!place) throw new Error(`Expected to unpack Chromium into one of ${places().join(', ')}, found none that is writable and free.`)
  await unpack(place, join(place, name))
  return chromiumIn(join(place, name))
}
