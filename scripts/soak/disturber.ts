// What goes wrong around a store: processes are killed and stopped, the database dies, the disk is full.
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Crew, Member } from './crew.ts'
import type { Disk } from './disk.ts'
import { anyOf } from '../../tests/proof/seeded.ts'
import type { DyingServer } from './postgres.ts'
import { leaseSeconds } from './world.ts'

export const disturbances = [
  'killed worker',
  'killed client',
  'killed several',
  'stopped worker',
  'stopped client',
  'dead database',
  'full disk',
] as const
export type Disturbance = (typeof disturbances)[number]

export interface Surroundings {
  readonly crew: Crew
  readonly server: DyingServer | null
  readonly disk: Disk | null
  readonly next: () => number
  readonly calmSeconds: number
  readonly journal: string
}

const weights: Readonly<Record<Disturbance, number>> = {
  'killed worker': 4,
  'killed client': 4,
  'killed several': 1,
  'stopped worker': 1.5,
  'stopped client': 1,
  'dead database': 1.5,
  'full disk': 1.5,
}

function possible({ server, disk }: Surroundings): readonly Disturbance[] {
  return disturbances.filter((name) => (name !== 'dead database' || server) && (name !== 'full disk' || disk))
}

export class Disturber {
  readonly counts = new Map<Disturbance, number>()
  readonly #around: Surroundings
  /** What has not gone wrong yet, in the order in which it will: chance alone decides only after that. */
  readonly #first: Disturbance[]
  #isAtIt = false
  #lastEndMs = 0

  constructor(around: Surroundings) {
    this.#around = around
    this.#first = anyOf(around.next)(possible(around), disturbances.length)
  }

  /** Whether everything has gone wrong once that can. */
  get hasTriedAll(): boolean {
    return this.#first.length === 0
  }

  /** Whether something goes wrong now, or did so shortly before. */
  get isDisturbed(): boolean {
    return this.#isAtIt || Date.now() - this.#lastEndMs < 15_000
  }

  #one(kind: Member['kind'], isAnyOf: (member: Member) => boolean): Member | undefined {
    const members = this.#around.crew.members.filter((member) => member.kind === kind && member.child && isAnyOf(member))
    return members[Math.floor(this.#around.next() * members.length)]
  }

  #killOne(kind: Member['kind']): void {
    const member = this.#one(kind, ({ isSteady }) => !isSteady)
    if (member) this.#around.crew.kill(member)
  }

  async #stopOne(kind: Member['kind']): Promise<void> {
    const member = this.#one(kind, () => true)
    if (member) await this.#around.crew.hold(member, (leaseSeconds + 3 * this.#around.next()) * 1000)
  }

  async #killDatabase(): Promise<void> {
    const { server, next } = this.#around
    await server?.die()
    await sleep(next() * 2500)
    await server?.start()
  }

  async #fillDisk(): Promise<void> {
    const { disk, next } = this.#around
    this.#say(disk?.fill(Math.floor(next() * 5) * 65_536) ?? 'filled')
    await sleep(1000 + next() * 3000)
    this.#say(disk?.free() ?? 'free again')
  }

  #say(words: string): void {
    appendFileSync(this.#around.journal, `${new Date().toISOString()} ${words}\n`)
  }

  /** Lets one thing go wrong, until it is right again. */
  async #disturb(name: Disturbance): Promise<void> {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
    this.#isAtIt = true
    this.#say(name)
    if (name === 'killed worker') this.#killOne('worker')
    if (name === 'killed client') this.#killOne('client')
    if (name === 'killed several') for (const kind of ['worker', 'client', 'client'] as const) this.#killOne(kind)
    if (name === 'stopped worker') await this.#stopOne('worker')
    if (name === 'stopped client') await this.#stopOne('client')
    if (name === 'dead database') await this.#killDatabase()
    if (name === 'full disk') await this.#fillDisk()
    this.#isAtIt = false
    this.#lastEndMs = Date.now()
  }

  #draw(): Disturbance {
    const names = possible(this.#around)
    let left = this.#around.next() * names.reduce((sum, name) => sum + weights[name], 0)
    return names.find((each) => (left -= weights[each]) < 0) ?? 'killed worker'
  }

  /** Waits for a while without anything, then lets something go wrong. */
  async next(isOver: () => boolean): Promise<void> {
    const { next, calmSeconds } = this.#around
    const end = Date.now() + calmSeconds * 2000 * next()
    while (Date.now() < end && !isOver()) await sleep(50)
    if (isOver()) return
    await this.#disturb(this.#first.pop() ?? this.#draw())
  }
}
