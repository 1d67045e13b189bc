import type { At, ModelEntry, ModelRun, ModelVersion, Thing, Verdict } from './modelThings.ts'

/*
 * The life cycle once more, as simply as possible and knowing nothing of the rules' code: mutable, no table, no plans.
 * It says of each command whether it is done, refused, or about something that the actor may not see.
 */

const DAY_MS = 86_400_000
const isKept = (at: At) => at === 'live' || at === 'trash'
const rested = ['initialised', 'completed', 'failed', 'cancelled']

export class Model {
  things = new Map<string, Thing>()
  runs = new Map<string, ModelRun>()
  entries = new Map<string, ModelEntry>()
  holds = new Map<string, { on: string; version: number | null; by: string }>()
  /** What each operation reads. */
  uses = new Map<string, Set<string>>()
  images = new Map<string, { at: At; by: Set<string> }>()
  now = 0

  thing(id: string): Thing {
    const thing = this.things.get(id)
    if (!thing) throw new Error(`The model has no ${id}`)
    return thing
  }

  run(id: string): ModelRun {
    const run = this.runs.get(id)
    if (!run) throw new Error(`The model has no run ${id}`)
    return run
  }

  isThere(id: string): boolean {
    const { at, home } = this.thing(id)
    return at === 'live' && (home === null || this.thing(home).at === 'live')
  }

  controls(who: string, id: string): boolean {
    const { owner, home } = this.thing(id)
    return who === 'ada' || owner === who || (home !== null && this.thing(home).owner === who)
  }

  guest(who: string, id: string): string | undefined {
    const { guests, home } = this.thing(id)
    return guests.get(who) ?? (home === null ? undefined : this.thing(home).guests.get(who))
  }

  /** Whether a controller asks for something that is there; the rest of the rule is the caller's. */
  asks(who: string, id: string, isPossible: () => boolean): Verdict {
    if (!this.controls(who, id)) return this.isThere(id) && this.guest(who, id) ? 'refused' : 'unseen'
    return this.isThere(id) && isPossible() ? 'done' : 'refused'
  }

  isNameFree(id: string, name: string, home: string | null): boolean {
    const { kind } = this.thing(id)
    for (const [other, thing] of this.things) {
      if (other === id || thing.kind !== kind || thing.name !== name || thing.at !== 'live') continue
      if (kind === 'run' || kind === 'project' || thing.home === home) return false
    }
    return true
  }

  /** Whether somebody may put something into a project. */
  wayInto(who: string, home: string | null): Verdict {
    if (home === null) return 'refused'
    const role = this.isThere(home) ? this.thing(home).guests.get(who) : undefined
    if (!this.controls(who, home) && role === undefined) return 'unseen'
    return this.isThere(home) && (this.controls(who, home) || role === 'editor') ? 'done' : 'refused'
  }

  imagesStay(images: readonly string[]): boolean {
    return images.every((image) => (this.images.get(image)?.at ?? 'live') === 'live')
  }

  queue(who: string, id: string, job: string, images: readonly string[], isAdding: boolean): Verdict {
    const run = this.runs.get(id)
    const verdict = this.asks(who, id, () => {
      if (!run || !rested.includes(run.work)) return false
      return this.imagesStay(images) && (!isAdding || run.head !== null)
    })
    if (verdict === 'done' && run) Object.assign(run, { work: 'queued', job: { id: job, attempt: 0, images: new Set(images) } })
    return verdict
  }

  start(id: string, job: string): Verdict {
    const run = this.run(id)
    if (!this.isThere(id) || run.job?.id !== job) return 'refused'
    run.job.attempt++
    if (run.work !== 'restoring') run.work = 'running'
    return 'done'
  }

  complete(id: string, attempt: number, result: string, images: readonly string[]): Verdict {
    const run = this.run(id)
    const isRestoring = run.work === 'restoring'
    if (!run.job || run.job.attempt !== attempt || !(isRestoring || run.work === 'running')) return 'refused'
    if (!isRestoring && run.head !== null && run.versions.get(run.head)?.result === result) {
      Object.assign(run, { work: 'completed', job: null })
      return 'done'
    }
    const shown = isRestoring ? run.versions.get(run.target) : undefined
    const made = shown ? { result: shown.result, images: shown.images } : { result, images }
    if (!this.imagesStay(made.images)) return 'refused'
    run.last++
    run.versions.set(run.last, { ...made, at: 'live', parent: run.head, origin: isRestoring ? run.target : null })
    Object.assign(run, { work: 'completed', head: run.last, job: null })
    return 'done'
  }

  private stop(run: ModelRun, word: string): void {
    run.work = run.work === 'restoring' ? run.before : word
    run.job = null
  }

  fail(id: string, attempt: number): Verdict {
    const run = this.run(id)
    if (!run.job || run.job.attempt !== attempt || run.work === 'queued') return 'refused'
    this.stop(run, 'failed')
    return 'done'
  }

  handBack(id: string, attempt: number): Verdict {
    const run = this.run(id)
    if (run.job?.attempt !== attempt || run.work !== 'running') return 'refused'
    run.work = 'queued'
    return 'done'
  }

  cancel(who: string, id: string): Verdict {
    const run = this.runs.get(id)
    const verdict = this.asks(who, id, () => run?.job !== null && run !== undefined)
    if (verdict === 'done' && run) this.stop(run, 'cancelled')
    return verdict
  }

  private offered(run: ModelRun): number | null {
    if (run.work !== 'completed') return run.head
    let content = run.head
    for (let origin = content; origin !== null; origin = run.versions.get(origin)?.origin ?? null) content = origin
    let before = content === null ? null : (run.versions.get(content)?.parent ?? null)
    while (before !== null && run.versions.get(before)?.at !== 'live') before = run.versions.get(before)?.parent ?? null
    return before
  }

  revert(who: string, id: string, asked: number | null, job: string): Verdict {
    const run = this.runs.get(id)
    let target: number | null = null
    const verdict = this.asks(who, id, () => {
      if (!run || !['completed', 'failed', 'cancelled'].includes(run.work)) return false
      target = asked ?? this.offered(run)
      const isShown = run.work === 'completed' && target === run.head
      return target !== null && run.versions.get(target)?.at === 'live' && !isShown
    })
    if (verdict === 'done' && run) {
      Object.assign(run, { before: run.work, work: 'restoring', target, job: { id: job, attempt: 1, images: new Set() } })
    }
    return verdict
  }

  private needsReason(who: string, id: string): boolean {
    const { owner, home } = this.thing(id)
    return who === 'ada' && owner !== 'ada' && (home === null || this.thing(home).owner !== 'ada')
  }

  private dueFor(id: string): number | null {
    const { home, days } = this.thing(id)
    const stay = home === null ? days : this.thing(home).days
    return stay === 0 ? null : this.now + stay * DAY_MS
  }

  clear(who: string, id: string, entry: string, reason: string): Verdict {
    const run = this.runs.get(id)
    const verdict = this.asks(who, id, () => {
      return run !== undefined && ['completed', 'failed', 'cancelled'].includes(run.work) && (reason !== '' || !this.needsReason(who, id))
    })
    if (verdict !== 'done' || !run) return verdict
    const numbers = [...run.versions].filter(([, { at }]) => at === 'live').map(([number]) => number)
    if (run.head !== null) this.putVersionsAway(id, entry, numbers, { head: run.head, work: run.work })
    Object.assign(run, { work: 'initialised', head: null })
    return 'done'
  }

  private putVersionsAway(id: string, entry: string, numbers: readonly number[], cleared: ModelEntry['cleared']): void {
    for (const [number, version] of this.run(id).versions) if (numbers.includes(number)) version.at = 'trash'
    this.entries.set(entry, { root: id, numbers, cleared, swept: [], due: this.dueFor(id), purge: null })
  }

  trashVersions(who: string, id: string, entry: string, numbers: readonly number[], reason: string): Verdict {
    const run = this.runs.get(id)
    const verdict = this.asks(who, id, () => {
      if (!run || !['completed', 'failed', 'cancelled'].includes(run.work) || numbers.length === 0) return false
      if (reason === '' && this.needsReason(who, id)) return false
      return numbers.every((number) => number !== run.head && run.versions.get(number)?.at === 'live')
    })
    if (verdict === 'done') this.putVersionsAway(id, entry, numbers, null)
    return verdict
  }

  private inside(id: string): string[] {
    return [...this.things].filter(([, { home, at }]) => home === id && at === 'live').map(([each]) => each)
  }

  private busy(id: string): ModelRun[] {
    return [id, ...this.inside(id)].flatMap((each) => this.runs.get(each) ?? []).filter(({ job }) => job !== null)
  }

  isMadeFrom(id: string, source: string): boolean {
    return this.thing(id).from.some((each) => each === source || (this.isThere(each) && this.isMadeFrom(each, source)))
  }

  trash(who: string, id: string, entry: string, companions: readonly string[], isCancelling: boolean, reason: string): Verdict {
    const { kind, personal } = this.thing(id)
    const verdict = this.asks(who, id, () => {
      if (personal || (reason === '' && this.needsReason(who, id))) return false
      const isBusy = this.busy(id).length > 0
      if (isBusy !== isCancelling && !(kind === 'project' && isCancelling)) return false
      if (isCancelling && kind !== 'run' && kind !== 'project') return false
      return companions.every((each) => kind === 'run' && this.isThere(each) && this.isMadeFrom(each, id) && this.controls(who, each))
    })
    if (verdict !== 'done') return verdict
    for (const run of this.busy(id)) this.stop(run, 'cancelled')
    this.entries.set(entry, { root: id, numbers: null, cleared: null, swept: companions, due: this.dueFor(id), purge: null })
    for (const each of [id, ...companions]) this.thing(each).at = 'trash'
    return 'done'
  }

  restore(who: string, id: string, into: string | null, names: ReadonlyMap<string, string>): Verdict {
    const entry = this.entries.get(id)
    if (!entry || !this.controls(who, entry.root)) {
      const isPart = entry?.numbers && this.isThere(entry.root) && this.guest(who, entry.root)
      return isPart ? 'refused' : 'unseen'
    }
    if (entry.purge !== null) return 'refused'
    if (entry.numbers) return this.restoreVersions(id, entry)
    const undo: (() => void)[] = []
    for (const each of [entry.root, ...entry.swept]) {
      const thing = this.thing(each)
      const was = { at: thing.at, name: thing.name, home: thing.home }
      const isHome = was.home === null || this.thing(was.home).at === 'live'
      const home = isHome ? was.home : into
      const name = names.get(each) ?? was.name
      const verdict = isHome ? 'done' : home === was.home ? 'refused' : this.wayInto(who, home)
      if (verdict !== 'done' || !this.isNameFree(each, name, home)) {
        for (const step of undo) step()
        return verdict === 'done' ? 'refused' : verdict
      }
      undo.push(() => Object.assign(thing, was))
      Object.assign(thing, { at: 'live', name, home })
    }
    this.entries.delete(id)
    return 'done'
  }

  private restoreVersions(id: string, { root, numbers, cleared }: ModelEntry): Verdict {
    const run = this.run(root)
    if (!this.isThere(root) || run.job) return 'refused'
    for (const number of numbers ?? []) {
      const version = run.versions.get(number)
      if (version) version.at = 'live'
    }
    if (run.head === null) {
      run.head = cleared?.head ?? Math.max(...(numbers ?? []))
      if (run.work === 'initialised') run.work = cleared?.work ?? 'completed'
    }
    this.entries.delete(id)
    return 'done'
  }

  move(who: string, id: string, into: string, name: string, isTakingOut: boolean): Verdict {
    const thing = this.thing(id)
    if (!this.controls(who, id)) return this.asks(who, id, () => false)
    const isHidden = thing.at === 'live' && !this.isThere(id)
    if (thing.kind === 'project' || (isTakingOut ? !isHidden : !this.isThere(id))) return 'refused'
    const verdict = this.wayInto(who, into)
    if (verdict !== 'done') return verdict
    if (!this.isNameFree(id, name, into)) return 'refused'
    Object.assign(thing, { home: into, name })
    return 'done'
  }

  members(id: string): string[] {
    const { root, swept, numbers } = this.entries.get(id) ?? { root: '', swept: [], numbers: [] }
    return numbers ? [] : [root, ...swept, ...this.inside(root)]
  }

  isKept(id: string): boolean {
    const entry = this.entries.get(id)
    const members = this.members(id)
    if (!entry) return false
    const covers = (on: string, version: number | null) =>
      entry.numbers ? on === entry.root && (version === null || entry.numbers.includes(version)) : members.includes(on)
    return (
      [...this.holds.values()].some(({ on, version }) => covers(on, version)) ||
      [...this.uses.values()].some((items) => [...items].some((on) => covers(on, null)))
    )
  }

  /** `who` null: the clock. */
  purge(who: string | null, ids: readonly string[], purge: string, reason: string, isStale: boolean): Verdict {
    const owners = new Set<string>()
    for (const id of ids) {
      const entry = this.entries.get(id)
      if (!entry) return 'unseen'
      if (who !== null && !this.controls(who, entry.root)) {
        return entry.numbers && this.isThere(entry.root) && this.guest(who, entry.root) ? 'refused' : 'unseen'
      }
      if (entry.purge !== null || (who !== null && reason === '' && this.needsReason(who, entry.root))) return 'refused'
      if (this.isKept(id) || (who === null && (entry.due === null || entry.due > this.now))) return 'refused'
      owners.add(this.thing(entry.root).owner)
    }
    const roots = ids.map((id) => this.entries.get(id)?.root ?? '')
    if (who !== null && owners.size > 1 && roots.some((root) => this.needsReason(who, root))) return 'refused'
    if (isStale) return 'refused'
    this.destroy(ids, purge)
    return 'done'
  }

  private keptVersions(): ModelVersion[] {
    const runs = [...this.runs].filter(([id]) => isKept(this.thing(id).at))
    return runs.flatMap(([, { versions }]) => [...versions.values()].filter(({ at }) => isKept(at)))
  }

  private destroy(ids: readonly string[], purge: string): void {
    const before = this.keptVersions()
    const leaving = ids.flatMap((id) => this.members(id))
    for (const id of ids) {
      const entry = this.entries.get(id)
      if (!entry) continue
      entry.purge = purge
      for (const [number, version] of this.runs.get(entry.root)?.versions ?? []) if (entry.numbers?.includes(number)) version.at = 'going'
    }
    for (const each of leaving) this.thing(each).at = 'going'
    for (const [id, { numbers, root, purge: other }] of this.entries) {
      if (numbers && other === null && leaving.includes(root)) this.entries.delete(id)
    }
    for (const each of leaving) this.goneWith.set(each, purge)
    const kept = this.keptVersions()
    const jobs = [...this.runs].filter(([id]) => this.thing(id).at === 'live').flatMap(([, { job }]) => [...(job?.images ?? [])])
    const inUse = new Set([...kept.flatMap(({ images }) => images), ...jobs])
    for (const image of new Set(before.filter((version) => !kept.includes(version)).flatMap(({ images }) => images))) {
      const found = this.images.get(image)
      if (!found || inUse.has(image) || found.by.size > 0) continue
      found.at = 'going'
      this.goneWith.set(image, purge)
    }
  }

  private goneWith = new Map<string, string>()

  purgeDone(purge: string): Verdict {
    const ended = [...this.entries].filter(([, entry]) => entry.purge === purge)
    const isOfImages = [...this.goneWith].some(([id, by]) => by === purge && this.images.get(id)?.at === 'going')
    if (ended.length === 0 && !isOfImages) return 'unseen'
    for (const [id, { root, numbers }] of ended) {
      for (const [number, version] of this.runs.get(root)?.versions ?? []) if (numbers?.includes(number)) version.at = 'gone'
      this.entries.delete(id)
    }
    for (const [id, by] of this.goneWith) {
      const target = this.things.get(id) ?? this.images.get(id)
      if (by === purge && target) target.at = 'gone'
      if (by === purge) this.runs.get(id)?.versions.clear()
      if (by === purge && this.things.get(id)?.kind !== 'project') this.things.get(id)?.guests.clear()
    }
    return 'done'
  }

  rename(who: string, id: string, name: string): Verdict {
    const verdict = this.asks(who, id, () => this.isNameFree(id, name, this.thing(id).home))
    if (verdict === 'done') this.thing(id).name = name
    return verdict
  }

  setRetention(who: string, id: string, days: number | null): Verdict {
    const thing = this.thing(id)
    const verdict = this.asks(who, id, () => thing.kind === 'project' && (days ?? 30) >= 0)
    if (verdict === 'done') thing.days = days ?? 30
    return verdict
  }

  transfer(who: string, id: string, to: string): Verdict {
    const thing = this.thing(id)
    const from = thing.owner
    const verdict = this.asks(who, id, () => thing.owner !== to && !thing.personal)
    if (verdict !== 'done') return verdict
    this.give(id, to)
    for (const [each, { home, owner, at }] of this.things) if (home === id && owner === from && at !== 'gone') this.give(each, to)
    return 'done'
  }

  private give(id: string, to: string): void {
    this.thing(id).owner = to
    this.thing(id).guests.delete(to)
  }

  giveEverything(who: string, from: string, to: string): Verdict {
    if (who !== 'ada' || from === to) return 'refused'
    for (const [id, { owner, personal, at }] of this.things) if (owner === from && !personal && at !== 'gone') this.give(id, to)
    for (const { at, by } of this.images.values()) if (at === 'live' && by.delete(from)) by.add(to)
    return 'done'
  }

  share(who: string, id: string, guest: string, role: string): Verdict {
    const thing = this.thing(id)
    const verdict = this.asks(who, id, () => thing.owner !== guest && (thing.kind === 'project' || role === 'viewer'))
    if (verdict === 'done') thing.guests.set(guest, role)
    return verdict
  }

  unshare(who: string, id: string, guest: string): Verdict {
    const verdict = this.asks(who, id, () => this.thing(id).guests.has(guest))
    if (verdict === 'done') this.thing(id).guests.delete(guest)
    return verdict
  }

  leave(who: string, id: string): Verdict {
    const isSeen = this.controls(who, id) || (this.isThere(id) && this.guest(who, id) !== undefined)
    if (!isSeen) return 'unseen'
    if (!this.isThere(id) || !this.thing(id).guests.has(who)) return 'refused'
    this.thing(id).guests.delete(who)
    return 'done'
  }

  hold(who: string, id: string, hold: string, version: number | null): Verdict {
    const { at, home } = this.thing(id)
    const isEditor = this.isThere(id) && (home === null ? this.thing(id).guests : this.thing(home).guests).get(who) === 'editor'
    if (!this.controls(who, id) && !isEditor) return this.asks(who, id, () => false)
    if (at === 'going' || at === 'gone') return 'refused'
    const held = version === null ? 'live' : this.runs.get(id)?.versions.get(version)?.at
    if (held !== 'live' && held !== 'trash') return 'refused'
    this.holds.set(hold, { on: id, version, by: who })
    return 'done'
  }

  release(who: string, hold: string): Verdict {
    const held = this.holds.get(hold)
    if (!held) return 'unseen'
    const { at } = this.thing(held.on)
    if (!this.controls(who, held.on) && held.by !== who) return this.asks(who, held.on, () => false)
    if (at === 'going' || at === 'gone') return 'refused'
    this.holds.delete(hold)
    return 'done'
  }

  ingest(who: string, images: readonly string[]): Verdict {
    if (!this.imagesStay(images)) return 'refused'
    for (const image of images) {
      const found = this.images.get(image) ?? { at: 'live', by: new Set() }
      found.by.add(who)
      this.images.set(image, found)
    }
    return 'done'
  }

  private isInUse(image: string): boolean {
    if (this.keptVersions().some(({ images }) => images.includes(image))) return true
    return [...this.runs].some(([id, { job }]) => this.thing(id).at === 'live' && job?.images.has(image))
  }

  releaseImages(who: string, images: readonly string[], purge: string, isStale: boolean): Verdict {
    const going = [...new Set(images)].filter((image) => {
      const found = this.images.get(image)
      return found?.at === 'live' && [...found.by].every((each) => each === who) && !this.isInUse(image)
    })
    if (who !== 'ada' && going.some((image) => !this.images.get(image)?.by.has(who))) return 'refused'
    if (isStale) return 'refused'
    for (const image of images) this.images.get(image)?.by.delete(who)
    for (const image of going) {
      Object.assign(this.images.get(image) ?? {}, { at: 'going' })
      this.goneWith.set(image, purge)
    }
    return 'done'
  }

  use(id: string, operation: string): Verdict {
    if (!this.isThere(id)) return 'refused'
    this.uses.set(operation, (this.uses.get(operation) ?? new Set()).add(id))
    return 'done'
  }
}
