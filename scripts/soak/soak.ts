// A soak: clients and workers at one store while things go wrong, with looks at the whole of it in between.
import { once } from 'node:events'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { settle } from '../../src/fault/fault.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { seededNumbers } from '../../tests/proof/seeded.ts'
import { valueOf } from '../../tests/process/survey.ts'
import { inspect } from './checkpoint.ts'
import { Crew, type Member } from './crew.ts'
import { Disk } from './disk.ts'
import { Disturber, disturbances } from './disturber.ts'
import { Ledger } from './ledger.ts'
import { MemoryWatch, residentBytes } from './memory.ts'
import type { SoakOptions } from './options.ts'
import { DyingServer } from './postgres.ts'
import type { SoakReport } from './report.ts'
import { Visitor } from './visitor.ts'
import { bystanders, makeWorld } from './world.ts'

const STUCK_MS = 120_000

export type Print = (line: string) => void

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function indexOf(name: string): number {
  return Number(name.replace('client', ''))
}

class Soak {
  readonly #options: SoakOptions
  readonly #print: Print
  readonly #folder: string
  readonly #environment: Readonly<Record<string, string>>
  readonly #server: DyingServer | null
  readonly #disk: Disk | string
  readonly #memory = new MemoryWatch()
  readonly #violations: string[] = []
  readonly #started = Date.now()
  #crew: Crew | null = null
  #inspections = 0
  #losses = 0

  private constructor(options: SoakOptions, print: Print, folder: string, server: DyingServer | null) {
    this.#options = options
    this.#print = print
    this.#folder = folder
    this.#server = server
    const place = join(folder, 'disk')
    this.#disk = Disk.mount(place)
    this.#environment = { HALLEY_HOME: join(place, 'home'), HALLEY_DATABASE_URL: server?.url ?? '', TMPDIR: folder }
  }

  static async make(options: SoakOptions, print: Print): Promise<Soak> {
    const folder = mkdtempSync(join(tmpdir(), 'halley-soak-'))
    for (const name of ['logs', 'journals']) mkdirSync(join(folder, name))
    return new Soak(options, print, folder, options.database === 'postgresql' ? await DyingServer.make() : null)
  }

  #violate(words: string): void {
    if (this.#violations.includes(words)) return
    this.#violations.push(words)
    this.#print(`VIOLATION ${words}`)
    appendFileSync(join(this.#folder, 'violations.txt'), `${new Date().toISOString()} ${words}\n`)
  }

  #journalOf(name: string): string {
    return join(this.#folder, 'journals', `${name}.jsonl`)
  }

  #makeCrew(configurations: readonly string[], port: number, isDisturbed: () => boolean): Crew {
    const { seed, clients, workers } = this.#options
    return new Crew({
      environment: this.#environment,
      logs: join(this.#folder, 'logs'),
      clients,
      workers,
      port,
      orderOf: (name, turn) => ({
        userName: `soak${1 + ((indexOf(name) - 1) % 3)}`,
        seed: (seed + indexOf(name) * 7919 + turn * 104_729) >>> 0,
        journal: this.#journalOf(name),
        firstNumber: turn * 1_000_000,
        configurations,
      }),
      onLoss: (member, words) => this.#lose(member, words, isDisturbed()),
    })
  }

  /** While something goes wrong a process may find that it cannot start; one that is at work stays. */
  #lose({ name, startedMs, isSteady }: Member, words: string, isDisturbed: boolean): void {
    this.#losses++
    const isYoung = Date.now() - startedMs < 60_000
    appendFileSync(join(this.#folder, 'journals', 'disturbances.txt'), `${new Date().toISOString()} ${name} ${words}\n`)
    if (!isDisturbed || (!isYoung && isSteady)) this.#violate(`${name} ${words}: see ${join(this.#folder, 'logs', `${name}.log`)}`)
  }

  async #stuck({ catalogue }: Store): Promise<readonly string[]> {
    const longAgo = new Date(Date.now() - STUCK_MS).toISOString()
    const rows = await settle(() =>
      catalogue
        .selectFrom('operations')
        .select(['id', 'kind', 'state', 'leaseUntil', 'createdAt', 'worker', 'attempt'])
        .where('state', 'in', ['queued', 'running'])
        .where('createdAt', '<', longAgo)
        .execute(),
    )
    if (!rows.ok) return []
    const isStuck = ({ state, leaseUntil }: { state: string; leaseUntil: string | null }) =>
      state === 'queued' || (leaseUntil ?? '') < longAgo
    return rows.value.filter(isStuck).map((row) => `stuck for ${STUCK_MS / 1000} s: ${JSON.stringify(row)}`)
  }

  #watchMemory(crew: Crew): void {
    for (const { name, isSteady, child, turn } of crew.members) {
      if (isSteady && child?.pid !== undefined && turn === 0) this.#memory.add(name, residentBytes(child.pid))
    }
  }

  #isOver(ledger: Ledger, disturber: Disturber): boolean {
    const { operations, minutes } = this.#options
    const isDone = ledger.done >= operations && disturber.hasTriedAll
    return isDone || this.#violations.length > 20 || (minutes !== null && Date.now() - this.#started > minutes * 60_000)
  }

  #progress(ledger: Ledger, disturber: Disturber): string {
    const seconds = (Date.now() - this.#started) / 1000
    const wrong = [...disturber.counts].map(([name, count]) => `${count} ${name}`).join(', ')
    return `${ledger.done} done, ${ledger.refused} refused, ${seconds.toFixed(0)} s, ${(ledger.done / seconds).toFixed(0)} a second; ${wrong || 'nothing went wrong yet'}`
  }

  /** Lets work go on and go wrong until the next look at the whole, or the end. */
  async #stretch(store: Store, crew: Crew, disturber: Disturber, ledger: Ledger): Promise<void> {
    const goal = ledger.done + this.#options.checkEvery
    const isOver = () => ledger.done >= goal || this.#isOver(ledger, disturber)
    const disturbing = (async () => {
      while (!isOver()) await disturber.next(isOver)
    })()
    let [said, looks] = [Math.floor(ledger.done / 1000), 0]
    while (!isOver()) {
      await sleep(500)
      ledger.read()
      this.#watchMemory(crew)
      if (Math.floor(ledger.done / 1000) > said) this.#print(this.#progress(ledger, disturber))
      said = Math.floor(ledger.done / 1000)
      if (++looks % 10 === 0) for (const words of await this.#stuck(store)) this.#violate(words)
    }
    await disturbing
  }

  async #look(store: Store, crew: Crew, ledger: Ledger, known: string): Promise<void> {
    this.#inspections++
    const started = Date.now()
    for (const name of await crew.pause(STUCK_MS)) this.#violate(`${name} does not come to rest`)
    const wrong = await settle(() => inspect({ store, environment: this.#environment, ledger, bystanders: known, patienceMs: STUCK_MS }))
    for (const words of wrong.ok ? wrong.value : [wrong.fault.message]) this.#violate(words)
    const size = typeof this.#disk === 'string' ? '' : `, ${(this.#disk.usedBytes() / 2 ** 20).toFixed(0)} MiB on the disk`
    this.#print(
      `look ${this.#inspections} after ${ledger.done}: ${wrong.ok && wrong.value.length === 0 ? 'all is well' : 'NOT WELL'} (${((Date.now() - started) / 1000).toFixed(1)} s${size})`,
    )
  }

  async run(): Promise<SoakReport> {
    const { configurations, token } = await makeWorld(this.#environment, this.#folder)
    const store = valueOf(await openStore(this.#environment['HALLEY_HOME'] ?? '', { environment: { ...this.#environment } }))
    const known = await bystanders(store)
    const names = Array.from({ length: this.#options.clients }, (_, index) => `client${index + 1}`)
    const ledger = new Ledger(names.map((name) => [name, this.#journalOf(name)] as const))
    const port = await freePort()
    const crew: Crew = this.#makeCrew(configurations, port, () => disturber.isDisturbed)
    const disturber = new Disturber({
      crew,
      server: this.#server,
      disk: typeof this.#disk === 'string' ? null : this.#disk,
      next: seededNumbers(this.#options.seed),
      calmSeconds: this.#options.calmSeconds,
      journal: join(this.#folder, 'journals', 'disturbances.txt'),
    })
    const visitor = new Visitor({
      port,
      token,
      isDisturbed: () => disturber.isDisturbed || crew.isYoung('server1'),
      onViolation: (words) => this.#violate(words),
    })
    this.#crew = crew
    crew.start()
    const visiting = visitor.visit()
    try {
      while (!this.#isOver(ledger, disturber)) {
        await this.#stretch(store, crew, disturber, ledger)
        await this.#look(store, crew, ledger, known)
        if (!this.#isOver(ledger, disturber)) crew.goOn()
      }
    } finally {
      visitor.end()
      await visiting
      await crew.end()
      await store.close()
    }
    return this.#report(ledger, disturber, visitor)
  }

  #report(ledger: Ledger, disturber: Disturber, visitor: Visitor): SoakReport {
    return {
      options: this.#options,
      seconds: (Date.now() - this.#started) / 1000,
      ledger,
      disturbances: disturbances.map((name) => [name, disturber.counts.get(name) ?? 0]),
      untried: typeof this.#disk === 'string' ? `a full disk, which takes the right to mount: ${this.#disk}` : null,
      inspections: this.#inspections,
      losses: this.#losses,
      visits: visitor.counts,
      growths: this.#memory.growths(),
      violations: this.#violations,
      folder: this.#folder,
    }
  }

  /** Ends at once, and leaves nothing. */
  abandon(): void {
    for (const { child } of this.#crew?.members ?? []) child?.kill('SIGKILL')
    this.#server?.abandon()
    if (typeof this.#disk !== 'string') this.#disk.remove()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Keeps what it takes to understand a violation; removes all else. */
  async close(): Promise<void> {
    const home = this.#environment['HALLEY_HOME'] ?? ''
    if (this.#violations.length > 0) cpSync(home, join(this.#folder, 'home'), { recursive: true, verbatimSymlinks: true })
    await this.#server?.remove()
    if (typeof this.#disk !== 'string') this.#disk.remove()
    if (this.#violations.length === 0) rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Soaks a store of its own. What it made is gone afterwards, but for what it takes to understand a violation. */
export async function soak(options: SoakOptions, print: Print): Promise<SoakReport> {
  const made = await Soak.make(options, print)
  const stop = () => {
    made.abandon()
    process.exit(130)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    return await made.run()
  } finally {
    await made.close()
  }
}
