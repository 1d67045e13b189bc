// Stands between this process and the system: names every call that changes or reads the disk and every change of the
// catalogue, and at one of them kills the process or lets the call fail. Threads are not seen: they write into tmp/ alone.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import process from 'node:process'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Errno, Intervention, Step } from './step.ts'

type Call = (this: unknown, ...args: unknown[]) => unknown

/** A call as it is about to be made. */
interface Meeting {
  readonly name: string
  readonly changes: boolean
  /** Which argument has the bytes that it writes. */
  readonly bytesAt?: number | undefined
}

/** Says what a call is; nothing of those that are let through. */
type Meet = (args: readonly unknown[], self: unknown) => Meeting | undefined

const numbers: Readonly<Record<Errno, { readonly system: number; readonly sqlite: number }>> = {
  ENOSPC: { system: -28, sqlite: 13 },
  EIO: { system: -5, sqlite: 10 },
  EACCES: { system: -13, sqlite: 8 },
  EMFILE: { system: -24, sqlite: 14 },
}
const needRoom = new Set(
  'mkdir mkdtemp link symlink rename writeFile appendFile copyFile write sync fsync create commit statement'.split(' '),
)
const needDescriptor = new Set('open create opendir readdir readFile writeFile appendFile copyFile'.split(' '))
const haveDescriptor = new Set('write sync fsync read chown stat commit statement'.split(' '))
const { O_WRONLY, O_RDWR, O_CREAT } = fs.constants

function errnosOf(name: string): readonly Errno[] {
  const [call = '', path] = name.split(' ')
  const found: Errno[] = ['EIO']
  if (needRoom.has(call)) found.push('ENOSPC')
  if (path !== undefined || !haveDescriptor.has(call)) found.push('EACCES')
  if (path !== undefined && needDescriptor.has(call)) found.push('EMFILE')
  return found
}

function refusal(code: Errno, name: string): Error {
  const { system, sqlite } = numbers[code]
  const [call, path] = name.split(' ')
  const error = new Error(`${code}: let to fail, ${name}`)
  if (call === 'commit' || call === 'statement') return Object.assign(error, { code: 'ERR_SQLITE_ERROR', errcode: sqlite })
  return Object.assign(error, { code, errno: system, syscall: call, path })
}

function die(): never {
  process.kill(process.pid, 'SIGKILL')
  // The signal is on its way.
  for (;;);
}

function torn(args: readonly unknown[], index: number): unknown[] {
  const bytes = Buffer.from(args[index] as string)
  return args.with(index, bytes.subarray(0, bytes.length >> 1))
}

function isPath(value: unknown): value is string | Buffer {
  return typeof value === 'string' || Buffer.isBuffer(value)
}

function opensToChange(flags: unknown): boolean {
  if (typeof flags === 'string') return /[wa+]/.test(flags)
  return typeof flags === 'number' && (flags & (O_WRONLY | O_RDWR | O_CREAT)) !== 0
}

class Interposer {
  readonly steps: Step[] = []
  private readonly home: string
  private readonly intervention: Intervention
  private changes = 0
  private isCopying = false
  /** The last change that was begun: where copies are taken one waits for the other, so that none is copied half. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(home: string, intervention: Intervention) {
    this.home = home
    this.intervention = intervention
  }

  /** The name of a call with paths; nothing for one that has nothing to do with the store. */
  nameOf(call: string, paths: readonly unknown[]): string | undefined {
    const texts = paths.filter(isPath).map(String)
    if (!texts.some((text) => text.startsWith(this.home) || text.startsWith('/proc/self/fd/'))) return undefined
    const shown = texts.map((text) => text.replace(`${this.home}/`, '').replace(/^\/proc\/self\/fd\/\d+/, 'fd'))
    return [call, ...shown].join(' ').replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '#')
  }

  /** Makes a call, or does to it what is to be done. */
  private take(original: Call, self: unknown, args: unknown[], { name, changes, bytesAt }: Meeting, isAsync: boolean): unknown {
    const errnos = errnosOf(name)
    const writes = bytesAt !== undefined
    this.steps.push({ name, changes, writes, errnos })
    if (changes) this.changes++
    const { intervention } = this
    if (intervention.kind === 'copy' && changes) return this.callBetweenCopies(() => original.apply(self, args), name, isAsync)
    if (intervention.kind === 'kill' && changes && intervention.at === this.changes) {
      if (intervention.when === 'before') die()
      const done = original.apply(self, intervention.when === 'amid' && writes ? torn(args, bytesAt) : args)
      return isAsync ? (done as Promise<unknown>).then(die) : die()
    }
    if (intervention.kind === 'fail' && this.isRefused(intervention, errnos)) {
      const error = refusal(intervention.errno, name)
      if (isAsync) return Promise.reject(error)
      throw error
    }
    return original.apply(self, args)
  }

  private copy(step: number, when: 'before' | 'after'): void {
    if (this.intervention.kind !== 'copy') return
    this.isCopying = true
    fs.cpSync(this.home, `${this.intervention.to}/${step}-${when}`, { recursive: true, verbatimSymlinks: true })
    this.isCopying = false
  }

  private callBetweenCopies(call: () => unknown, name: string, isAsync: boolean): unknown {
    const step = this.changes
    if (isAsync) {
      const done = this.last.then(() => {
        this.copy(step, 'before')
        return call()
      })
      this.last = done.catch(() => undefined)
      return done
    }
    this.copy(step, 'before')
    const done = call()
    if (name === 'commit') this.copy(step, 'after')
    return done
  }

  private isRefused({ at, errno, isLasting }: Intervention & { readonly kind: 'fail' }, errnos: readonly Errno[]): boolean {
    const isTurn = at === this.steps.length || (isLasting && at < this.steps.length)
    return isTurn && errnos.includes(errno)
  }

  /** Puts itself before a function of an object. */
  wrap(owner: object, key: string, isAsync: boolean, meet: Meet): void {
    const functions = owner as Record<string, Call>
    const original = functions[key]
    const make = (self: unknown, args: unknown[]): unknown => {
      const meeting = this.isCopying ? undefined : meet(args, self)
      return meeting ? this.take(original, self, args, meeting, isAsync) : original.apply(self, args)
    }
    functions[key] = function (this: unknown, ...args: unknown[]): unknown {
      return make(this, args)
    }
  }
}

function interposePaths(interposer: Interposer): void {
  const meetPath =
    (call: string, changes: boolean, paths: number, bytesAt?: number): Meet =>
    (args) => {
      const name = interposer.nameOf(call, args.slice(0, paths))
      return name === undefined ? undefined : { name, changes, bytesAt }
    }
  const both = (call: string, meet: Meet) => {
    interposer.wrap(fs, `${call}Sync`, false, meet)
    interposer.wrap(fs.promises, call, true, meet)
  }
  for (const call of ['rename', 'link', 'symlink', 'copyFile']) both(call, meetPath(call, true, 2))
  for (const call of ['unlink', 'rmdir', 'mkdir', 'mkdtemp', 'chmod', 'rm']) both(call, meetPath(call, true, 1))
  for (const call of ['writeFile', 'appendFile']) both(call, meetPath(call, true, 1, 1))
  for (const call of ['readFile', 'readdir', 'opendir', 'stat', 'lstat', 'readlink', 'realpath', 'access'])
    both(call, meetPath(call, false, 1))
  both('open', (args) => {
    const changes = opensToChange(args[1])
    const name = interposer.nameOf(changes ? 'create' : 'open', args.slice(0, 1))
    return name === undefined ? undefined : { name, changes }
  })
}

async function interposeDescriptors(interposer: Interposer): Promise<void> {
  interposer.wrap(fs, 'writeSync', false, () => ({ name: 'write', changes: true, bytesAt: 1 }))
  interposer.wrap(fs, 'fsyncSync', false, () => ({ name: 'fsync', changes: false }))
  const handle = await fs.promises.open('/dev/null')
  await handle.close()
  const prototype: object = Object.getPrototypeOf(handle)
  for (const call of ['writeFile', 'write']) interposer.wrap(prototype, call, true, () => ({ name: call, changes: true, bytesAt: 0 }))
  for (const call of ['chmod', 'chown']) interposer.wrap(prototype, call, true, () => ({ name: call, changes: true }))
  for (const call of ['sync', 'readFile', 'read', 'stat']) interposer.wrap(prototype, call, true, () => ({ name: call, changes: false }))
}

/** Of the statements of a transaction only its commit changes what others see. */
function interposeCatalogue(interposer: Interposer): void {
  const databases = new WeakMap<object, DatabaseSync>()
  const prototype = DatabaseSync.prototype as unknown as Record<'prepare', Call>
  const { prepare } = prototype
  prototype.prepare = function (this: unknown, ...args: unknown[]) {
    const statement = prepare.apply(this, args) as StatementSync
    databases.set(statement, this as DatabaseSync)
    return statement
  }
  const meet: Meet = (_, self) => {
    const statement = self as StatementSync
    if (statement.sourceSQL === 'commit') return { name: 'commit', changes: true }
    const [verb = '', , table = ''] = statement.sourceSQL.split(/\s+/)
    const isAlone = /^(insert|update|delete)$/i.test(verb) && databases.get(statement)?.isTransaction === false
    return isAlone ? { name: `statement ${verb} ${table}`, changes: true } : undefined
  }
  for (const call of ['run', 'all', 'get', 'iterate']) interposer.wrap(StatementSync.prototype, call, false, meet)
}

/** {@link interposeCatalogue} for one on a server: what is under way at the kill the server takes back. */
async function interposeServer(interposer: Interposer): Promise<void> {
  const { default: pg } = await import('pg')
  const inTransaction = new WeakSet<object>()
  const meet: Meet = ([text], self) => {
    const client = self as object
    const [verb = '', , table = ''] = String(text).split(/\s+/)
    const word = verb.toLowerCase()
    if (word === 'begin' || word === 'start') inTransaction.add(client)
    if (word === 'commit' || word === 'rollback') inTransaction.delete(client)
    if (word === 'commit') return { name: 'commit', changes: true }
    const isAlone = ['insert', 'update', 'delete'].includes(word) && !inTransaction.has(client)
    return isAlone ? { name: `statement ${word} ${table}`, changes: true } : undefined
  }
  interposer.wrap(pg.Client.prototype, 'query', true, meet)
}

/**
 * From now on, on whatever is done to the store at `home`, with its catalogue on SQLite or on a server.
 *
 * @returns the steps taken so far, which grow
 */
export async function interpose(home: string, intervention: Intervention): Promise<readonly Step[]> {
  const interposer = new Interposer(home, intervention)
  await interposeDescriptors(interposer)
  interposePaths(interposer)
  interposeCatalogue(interposer)
  if (process.env['HALLEY_DATABASE_URL']) await interposeServer(interposer)
  syncBuiltinESMExports()
  return interposer.steps
}
