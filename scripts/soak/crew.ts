// The processes of a soak: each has a place that is filled again whenever the one in it has gone.
import { spawn, type ChildProcess } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { compiledCode } from '../../tests/process/compiledCode.ts'
import { awayExitCode, type ClientOrder } from './startClient.ts'

const cli = join(import.meta.dirname, '../../src/doors/cli/main.ts')
const clientProgram = join(import.meta.dirname, 'client.ts')

/** Nobody is left behind by a soak that is killed. */
const endWithParent = `data:text/javascript,process.on('disconnect',()=>process.exit(1));process.channel.unref()`

export interface Member {
  readonly name: string
  readonly kind: 'client' | 'worker' | 'server'
  /** Never killed: its memory is watched. */
  readonly isSteady: boolean
  child: ChildProcess | null
  /** Which process it is in its place, from 0. */
  turn: number
  startedMs: number
  isKilled: boolean
  isStopped: boolean
  isAtRest: boolean
}

export interface CrewOrder {
  readonly environment: Readonly<Record<string, string>>
  readonly logs: string
  readonly clients: number
  readonly workers: number
  /** Where the server listens. */
  readonly port: number
  readonly orderOf: (name: string, turn: number) => ClientOrder
  /** Told of a process that ended by itself. */
  readonly onLoss: (member: Member, words: string) => void
}

function place(kind: Member['kind'], index: number): Member {
  const fresh = { child: null, turn: -1, startedMs: 0, isKilled: false, isStopped: false, isAtRest: false }
  return { name: `${kind}${index + 1}`, kind, isSteady: index === 0, ...fresh }
}

export class Crew {
  readonly members: readonly Member[]
  readonly #order: CrewOrder
  #isEnding = false
  #mayWork = true

  constructor(order: CrewOrder) {
    this.#order = order
    this.members = [
      place('server', 0),
      ...Array.from({ length: order.workers }, (_, index) => place('worker', index)),
      ...Array.from({ length: order.clients }, (_, index) => place('client', index)),
    ]
  }

  start(): void {
    for (const member of this.members) this.#fill(member)
  }

  #fill(member: Member): void {
    const { environment, logs, port, orderOf } = this.#order
    member.turn++
    Object.assign(member, { startedMs: Date.now(), isKilled: false, isStopped: false, isAtRest: false })
    const log = openSync(join(logs, `${member.name}.log`), 'a')
    const programs = {
      server: () => ['--import', endWithParent, cli, 'serve', '--port', String(port), '--no-workers', '--api-only'],
      worker: () => [cli, 'worker', '--poll', '200', '--workers', '1'],
      client: () => [clientProgram, JSON.stringify(orderOf(member.name, member.turn))],
    }
    const child = spawn(process.execPath, programs[member.kind](), {
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compiledCode, ...environment },
      stdio: ['ignore', log, log, 'ipc'],
    })
    member.child = child
    child.on('message', (word) => {
      if (word === 'paused') member.isAtRest = true
      if (word === 'ready' && !this.#mayWork) child.send('pause')
    })
    child.on('close', (code, signal) => void this.#left(member, code, signal))
  }

  async #left(member: Member, code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    member.child = null
    if (this.#isEnding) return
    const isAway = member.kind === 'client' && code === awayExitCode
    if (!member.isKilled) this.#order.onLoss(member, isAway ? 'could not come to the store' : `ended by itself: ${signal ?? code}`)
    await sleep(isAway ? 1000 : 200)
    if (!this.#isEnding) this.#fill(member)
  }

  /** Whether a process has just been started. */
  isYoung(name: string): boolean {
    return this.members.some((member) => member.name === name && Date.now() - member.startedMs < 60_000)
  }

  kill(member: Member): void {
    member.isKilled = true
    member.child?.kill('SIGKILL')
  }

  /** Stops a process for a while, wherever it is. */
  async hold(member: Member, ms: number): Promise<void> {
    const { child } = member
    member.isStopped = true
    child?.kill('SIGSTOP')
    await sleep(ms)
    child?.kill('SIGCONT')
    if (member.child === child) member.isStopped = false
  }

  /** Lets all clients come to rest after what they are at. @returns the names of those that did not in time */
  async pause(patienceMs: number): Promise<readonly string[]> {
    this.#mayWork = false
    const clients = this.members.filter(({ kind }) => kind === 'client')
    for (const { child } of clients) if (child?.connected) child.send('pause')
    const end = Date.now() + patienceMs
    while (clients.some(({ isAtRest }) => !isAtRest) && Date.now() < end) await sleep(20)
    return clients.filter(({ isAtRest }) => !isAtRest).map(({ name }) => name)
  }

  goOn(): void {
    this.#mayWork = true
    for (const member of this.members) {
      member.isAtRest = false
      if (member.kind === 'client' && member.child?.connected) member.child.send('go')
    }
  }

  async end(): Promise<void> {
    this.#isEnding = true
    for (const { kind, child } of this.members) {
      if (kind === 'client' && child?.connected) child.send('end')
      else child?.kill('SIGTERM')
    }
    const end = Date.now() + 20_000
    while (this.members.some(({ child }) => child !== null) && Date.now() < end) await sleep(50)
    for (const { child } of this.members) child?.kill('SIGKILL')
  }
}
