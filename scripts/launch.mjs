// Runs one TypeScript file on the Node that Halley needs, from any Node since 18: fetches that Node and the
// dependencies from npm when they are missing. Plain JavaScript without dependencies, because nothing is installed yet.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const NODE_VERSION = '26.10.0'
const NPM_VERSION = '12.2.0'
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const home = join(root, '.node', NODE_VERSION)
const nodePackage = `node-${process.platform}-${process.arch}`

// Whatever the caller's umask hides from others, the owner must be able to read what is installed here.
process.umask(process.umask() & 0o077)

function fail(message, hint) {
  process.stderr.write(`halley: ${message}\n${hint}\n`)
  process.exit(1)
}

function isWritable(path) {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function npmEnvironment() {
  const cache = process.env.npm_config_cache ?? join(homedir(), '.npm')
  const writable = isWritable(existsSync(cache) ? cache : dirname(cache))
  return writable ? process.env : { ...process.env, HOME: join(root, '.node'), npm_config_cache: join(root, '.node', 'npm-cache') }
}

function runNpm(node, npmCli, args) {
  const command = npmCli ? [node, npmCli, ...args] : ['npm', ...args]
  const outcome = spawnSync(command[0], command.slice(1), { cwd: root, env: npmEnvironment(), encoding: 'utf8' })
  if (outcome.error?.code === 'ENOENT') fail('npm was not found.', 'Install npm (it comes with Node.js), then run this again.')
  if (outcome.status !== 0) {
    const said = `${outcome.error ?? ''}${outcome.stdout ?? ''}${outcome.stderr ?? ''}`.trim().split('\n').slice(0, 15)
    fail(
      `npm ${args[0]} failed:\n${said.join('\n')}`,
      'It needs the npm registry once; check the network or the registry setting (npm config get registry).',
    )
  }
}

/** A path that this user's npm can be started from, or undefined for the one on the PATH. */
function callersNpm() {
  const path = process.env.npm_execpath
  return path && /npm-cli\.c?js$/.test(path) && existsSync(path) ? path : undefined
}

/** A new folder beside the one that Node is to be in, as open to others as the umask lets it be: a team shares one clone. */
function makeTemporary() {
  try {
    mkdirSync(dirname(home), { recursive: true })
    const temporary = mkdtempSync(join(dirname(home), '.fetching-'))
    chmodSync(temporary, 0o777 & ~process.umask())
    return temporary
  } catch (error) {
    const hint = existsSync(home) ? `let others read what is there: chmod -R go+rX ${home}` : 'start ./halley once, which fetches it.'
    return fail(
      `${dirname(home)}: expected to find Node ${NODE_VERSION}, or to put it there, found ${error.code}.`,
      `Its owner has to ${hint}`,
    )
  }
}

function fetchNode() {
  const temporary = makeTemporary()
  process.stderr.write(`halley: fetching Node ${NODE_VERSION} from npm into .node/ (once)\n`)
  const wanted = [`${nodePackage}@${NODE_VERSION}`, `npm@${NPM_VERSION}`]
  runNpm(process.execPath, callersNpm(), [
    'install',
    '--prefix',
    temporary,
    '--ignore-scripts',
    '--no-save',
    '--no-audit',
    '--no-fund',
    ...wanted,
  ])
  try {
    renameSync(temporary, home)
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
}

function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 26) return { node: process.execPath, npmCli: callersNpm() }
  const node = join(home, 'node_modules', nodePackage, 'bin', 'node')
  if (!existsSync(node)) fetchNode()
  return { node, npmCli: join(home, 'node_modules', 'npm', 'bin', 'npm-cli.js') }
}

/** Before it installs anything: a host may lack a library that the Node from npm is linked with. */
function checkThatNodeStarts(node) {
  const outcome = spawnSync(node, ['--version'], { encoding: 'utf8' })
  if (outcome.status === 0) return
  fail(
    `${node}: expected Node ${NODE_VERSION} to start, found: ${`${outcome.error?.message ?? ''}${outcome.stderr ?? ''}`.trim()}`,
    'Install what it lacks, then run this again. libatomic: sudo apt install libatomic1 (Debian, Ubuntu), sudo dnf install libatomic (Fedora, RHEL).',
  )
}

/**
 * Installs the locked dependencies unless the stamp in node_modules names this very lock file. Not `npm ci`: it wants
 * the lock to hold packages of every platform, and a mirror may have only its own.
 */
function installDependencies({ node, npmCli }) {
  const stamp = join(root, 'node_modules', '.halley-lock')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  checkThatNodeStarts(node)
  process.stderr.write('halley: installing the dependencies from npm into node_modules/ (once)\n')
  runNpm(node, npmCli, ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'])
  writeFileSync(stamp, lock)
}

/**
 * What keeps a program of several threads that read large files small: two arenas of the C library, which otherwise
 * keeps what every thread has freed, and a young generation that is not grown by buffers outside the heap.
 */
const memoryEnvironment = { MALLOC_ARENA_MAX: '2' }
const memoryFlags = ['--max-semi-space-size=8']

/** Compiled code is kept, so that commands and their threads start in half the time; a folder that is not writable is passed over. */
const cacheEnvironment = { NODE_COMPILE_CACHE: join(root, '.node', 'compile-cache') }

function main() {
  const [script, ...args] = process.argv.slice(2)
  const runtime = findNode()
  installDependencies(runtime)
  const command = [...memoryFlags, resolve(script), ...args]
  const env = { ...memoryEnvironment, ...cacheEnvironment, ...process.env }
  // Where it can be, this process becomes that one, which is all that stays: since Node 22, and not on Windows.
  if (process.execve && process.platform !== 'win32') process.execve(runtime.node, [runtime.node, ...command], env)
  const child = spawn(runtime.node, command, { stdio: 'inherit', env })
  // A terminal sends Ctrl-C to the child itself.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 128 + (signal === 'SIGINT' ? 2 : 15) : code))
}

main()
