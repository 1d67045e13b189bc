import { apply } from '../../src/lifecycle/apply/apply.ts'
import type { Command } from '../../src/lifecycle/commands.ts'
import { decide } from '../../src/lifecycle/decide/decide.ts'
import type { LifeEvent } from '../../src/lifecycle/events.ts'
import { canonicalPlanText } from '../../src/lifecycle/plans/canonicalPlanText.ts'
import type { Sizes } from '../../src/lifecycle/plans/plan.ts'
import { planPurge } from '../../src/lifecycle/plans/planPurge.ts'
import { planRelease } from '../../src/lifecycle/plans/planRelease.ts'
import { dueEntries } from '../../src/lifecycle/retention.ts'
import type { Refusal } from '../../src/lifecycle/refusal.ts'
import type { Image, Run, State } from '../../src/lifecycle/state.ts'
import type { Model } from './model.ts'
import type { Verdict } from './modelThings.ts'
import { modelOf } from './snapshot.ts'
import { DAY_MS, retention, startMs, user, worker, world } from './world.ts'

export const noSizes: Sizes = { results: new Map(), images: new Map(), items: new Map(), comments: [], foreignFiles: [] }

/** A stream of choices out of one number: xorshift, so that the last are as good as the first. */
class Choices {
  private state: number
  constructor(seed: number) {
    this.state = Math.imul(seed + 1, 0x9e3779b1) | 1
  }
  below(count: number): number {
    this.state ^= this.state << 13
    this.state ^= this.state >>> 17
    this.state ^= this.state << 5
    return (this.state >>> 0) % count
  }
  of<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)]
    if (value === undefined) throw new Error('Nothing to choose from')
    return value
  }
}

export interface Played {
  readonly command: Command
  readonly before: State
  readonly events: readonly LifeEvent[]
  readonly refusal: Refusal | null
  readonly expected: Verdict
  readonly found: Verdict
}

const users = ['ann', 'bea', 'ada'] as const
const imageIds = ['i1', 'i2', 'i3', 'i4', 'i5', 'i6'] as const
const newNames = ['r1', 'r9', 's1', 'lmc'] as const

interface Turn {
  readonly command: Command
  readonly expected: Verdict
}

/** Plays numbers as commands: against the rules and against the model, which says what is to be expected. */
export class Player {
  state: State
  readonly model: Model
  nowMs = startMs
  private count = 0

  constructor() {
    const images = imageIds.map((id): [string, Image] => [id, { id, ingestedBy: [], state: { place: 'live' } }])
    this.state = { ...world(), images: new Map(images) }
    this.model = modelOf(this.state)
  }

  play(seed: number): Played {
    const choices = new Choices(seed)
    this.nowMs += choices.of([0, 0, 0, 1, 8]) * DAY_MS
    this.model.now = this.nowMs
    const before = this.state
    const { command, expected } = this.turn(choices)
    const decision = decide(before, command, this.nowMs)
    const events = decision.ok ? decision.events : []
    for (const event of events) this.state = apply(this.state, event)
    const refusal = decision.ok ? null : decision.refusal
    const found = decision.ok ? 'done' : decision.refusal.code === 'item.notFound' ? 'unseen' : 'refused'
    return { command, before, events, refusal, expected, found }
  }

  private newId(kind: string): string {
    return `${kind}${++this.count}`
  }

  private turn(choices: Choices): Turn {
    const work = () => this.workTurn(choices)
    const groups = [
      work,
      work,
      work,
      work,
      () => this.headTurn(choices),
      () => this.headTurn(choices),
      () => this.trashTurn(choices),
      () => this.trashTurn(choices),
      () => this.returnTurn(choices),
      () => this.purgeTurn(choices),
      () => this.peopleTurn(choices),
      () => this.keepingTurn(choices),
    ]
    return choices.of(groups)()
  }

  private itemId(choices: Choices): string {
    return choices.of([...this.state.items.keys()])
  }

  /** Mostly one of those that `isWanted`, where there are any. */
  private run(choices: Choices, isWanted: (run: Run) => boolean): Run {
    const runs = [...this.state.items.values()].filter((item): item is Run => item.kind === 'run')
    const wanted = runs.filter((run) => run.state.place === 'live' && isWanted(run))
    return choices.of(wanted.length > 0 && choices.below(5) > 0 ? wanted : runs)
  }

  /** Mostly the owner, so that things happen. */
  private who(choices: Choices, itemId: string): string {
    const item = this.state.items.get(itemId)
    return choices.of([item?.ownerId ?? 'ann', item?.ownerId ?? 'ann', ...users])
  }

  /** Work on a run goes on where it is: queued, taken up, ended. */
  private workTurn(choices: Choices): Turn {
    const run = this.run(choices, ({ state, versions }) => 'operation' in state || versions.length > 0)
    const itemId = run.id
    const operation = 'operation' in run.state ? run.state.operation : null
    if (operation && choices.below(8) > 0) return this.workerTurn(choices, run)
    const who = this.who(choices, itemId)
    const actor = user(who)
    if (operation && choices.below(3) === 0) return { command: { name: 'cancel', actor, itemId }, expected: this.model.cancel(who, itemId) }
    const name = run.state.place === 'live' && run.state.head !== null ? choices.of(['process', 'addImages'] as const) : 'process'
    const operationId = this.newId('op')
    const images = [choices.of(imageIds)]
    const expected = this.model.queue(who, itemId, operationId, images, name === 'addImages')
    return { command: { name, actor, itemId, operationId, imageIds: images }, expected }
  }

  private workerTurn(choices: Choices, run: Run): Turn {
    const itemId = run.id
    const operation = 'operation' in run.state ? run.state.operation : null
    const operationId = operation?.id ?? 'op0'
    const attempt = (operation?.attempt ?? 0) - (choices.below(8) === 0 ? 1 : 0)
    const isQueued = run.state.place === 'live' && run.state.work === 'queued'
    if (isQueued || choices.below(8) === 0) {
      return { command: { name: 'start', actor: worker, itemId, operationId }, expected: this.model.start(itemId, operationId) }
    }
    if (choices.below(5) === 0) {
      return { command: { name: 'fail', actor: worker, itemId, operationId, attempt }, expected: this.model.fail(itemId, attempt) }
    }
    if (choices.below(8) === 0) {
      return { command: { name: 'handBack', actor: worker, itemId, operationId, attempt }, expected: this.model.handBack(itemId, attempt) }
    }
    const earlier = [...this.state.results.values()].filter(({ runId }) => runId === itemId)
    const images = [...new Set([choices.of(imageIds), choices.of(imageIds)])]
    const isSame = earlier.length > 0 && choices.below(4) === 0
    const { id, imageIds: used } = isSame ? choices.of(earlier) : { id: this.newId('result'), imageIds: images }
    const result = run.state.place === 'live' && run.state.work === 'restoring' ? null : { id, imageIds: used }
    const expected = this.model.complete(itemId, attempt, id, used)
    return { command: { name: 'complete', actor: worker, itemId, operationId, attempt, result }, expected }
  }

  private headTurn(choices: Choices): Turn {
    const run = this.run(choices, ({ state, versions }) => !('operation' in state) && versions.length > 0)
    const itemId = run.id
    const who = this.who(choices, itemId)
    const actor = user(who)
    const reason = choices.of(['because', 'because', ''])
    const number = choices.below(run.lastVersion + 1)
    switch (choices.below(4)) {
      case 0: {
        const entryId = this.newId('entry')
        return { command: { name: 'clear', actor, itemId, entryId, reason }, expected: this.model.clear(who, itemId, entryId, reason) }
      }
      case 1: {
        const entryId = this.newId('entry')
        const versions = number === 0 || choices.below(9) === 0 ? [] : [...new Set([Math.max(1, number - 1), number])]
        const expected = this.model.trashVersions(who, itemId, entryId, versions, reason)
        return { command: { name: 'trashVersions', actor, itemId, entryId, versions, reason }, expected }
      }
      default: {
        const version = number === 0 ? null : number
        const operationId = this.newId('op')
        const expected = this.model.revert(who, itemId, version, operationId)
        return { command: { name: 'revertVersion', actor, itemId, version, operationId }, expected }
      }
    }
  }

  private trashTurn(choices: Choices): Turn {
    const itemId = this.itemId(choices)
    const who = this.who(choices, itemId)
    const entryId = this.newId('entry')
    const companionIds = choices.of(itemId === 'r1' ? [[], ['a1'], ['s1', 'a1'], ['s2']] : [[], [], [], [], ['a1']])
    const name = choices.of(['trash', 'trash', 'trash', 'cancelAndTrash'] as const)
    const reason = choices.of(['because', 'because', ''])
    const expected = this.model.trash(who, itemId, entryId, companionIds, name === 'cancelAndTrash', reason)
    return { command: { name, actor: user(who), itemId, entryId, companionIds, reason }, expected }
  }

  private entryId(choices: Choices): string {
    const entries = [...this.state.entries.keys()]
    return entries.length === 0 ? 'entry0' : choices.of(entries)
  }

  private ownerOf(choices: Choices, entryId: string): string {
    const root = this.state.entries.get(entryId)?.root
    return this.who(choices, root?.kind === 'versions' ? root.runId : (root?.itemId ?? ''))
  }

  private returnTurn(choices: Choices): Turn {
    const intoProjectId = choices.of([null, 'home-ann', 'home-bea', 'lmc'])
    if (choices.below(3) > 0) {
      const entryId = this.entryId(choices)
      const who = this.ownerOf(choices, entryId)
      const root = this.state.entries.get(entryId)?.root
      const names = new Map(root?.kind === 'item' && choices.below(3) === 0 ? [[root.itemId, choices.of(newNames)]] : [])
      const expected = this.model.restore(who, entryId, intoProjectId, names)
      return { command: { name: 'restoreFromTrash', actor: user(who), entryId, intoProjectId, newNames: names }, expected }
    }
    const itemId = this.itemId(choices)
    const who = this.who(choices, itemId)
    const home = intoProjectId ?? `home-${who}`
    if (!this.state.items.has(home)) return this.trashTurn(choices)
    const name = this.state.items.get(itemId)?.name ?? ''
    if (choices.below(2) === 0) {
      const expected = this.model.move(who, itemId, home, name, false)
      return { command: { name: 'move', actor: user(who), itemId, intoProjectId: home }, expected }
    }
    const expected = this.model.move(who, itemId, home, name, true)
    return { command: { name: 'takeOut', actor: user(who), itemId, intoProjectId: home, newName: null }, expected }
  }

  private purgeTurn(choices: Choices): Turn {
    const leavingImages = [...this.state.images.values()].flatMap(({ state }) => (state.place === 'purging' ? state.purgeId : []))
    const leaving = [...[...this.state.entries.values()].flatMap(({ purgeId }) => purgeId ?? []), ...leavingImages]
    if (leaving.length > 0 && choices.below(2) === 0) {
      const purgeId = choices.of(leaving)
      return { command: { name: 'purgeDone', actor: worker, purgeId }, expected: this.model.purgeDone(purgeId) }
    }
    const purgeId = this.newId('purge')
    const due = dueEntries(this.state, this.nowMs).map(({ id }) => id)
    const isClock = due.length > 0 && choices.below(2) === 0
    const one = this.entryId(choices)
    const chosen = isClock ? due : [...new Set([one, ...(choices.below(3) === 0 ? [this.entryId(choices)] : [])])]
    const who = isClock ? null : this.ownerOf(choices, one)
    const planHash = canonicalPlanText(
      planPurge(
        this.state,
        noSizes,
        chosen.filter((id) => this.state.entries.has(id)),
      ),
    )
    const isStale = choices.below(8) === 0
    const reason = choices.of(['because', 'because', ''])
    const expected = this.model.purge(who, chosen, purgeId, reason, isStale)
    const actor = who === null ? retention : user(who)
    const confirmedHash = isStale ? `${planHash} before` : planHash
    return { command: { name: 'purge', actor, purgeId, entryIds: chosen, planHash, confirmedHash, reason }, expected }
  }

  private peopleTurn(choices: Choices): Turn {
    const itemId = this.itemId(choices)
    const who = this.who(choices, itemId)
    const actor = user(who)
    const userId = choices.of(users)
    switch (choices.below(8)) {
      case 0: {
        const newName = choices.of(newNames)
        return { command: { name: 'rename', actor, itemId, newName }, expected: this.model.rename(who, itemId, newName) }
      }
      case 1:
        return { command: { name: 'transfer', actor, itemId, toUserId: userId }, expected: this.model.transfer(who, itemId, userId) }
      case 2: {
        const role = choices.of(['viewer', 'editor'] as const)
        return { command: { name: 'share', actor, itemId, userId, role }, expected: this.model.share(who, itemId, userId, role) }
      }
      case 3:
        return { command: { name: 'unshare', actor, itemId, userId }, expected: this.model.unshare(who, itemId, userId) }
      case 4: {
        if (choices.below(4) > 0) return this.trashTurn(choices)
        const expected = this.model.giveEverything(who, userId, 'bea')
        return { command: { name: 'giveEverything', actor, fromUserId: userId, toUserId: 'bea', reason: 'goes' }, expected }
      }
      case 5: {
        const retentionDays = choices.of([null, null, 7, 0, -1])
        const expected = this.model.setRetention(who, itemId, retentionDays)
        return { command: { name: 'setRetention', actor, itemId, retentionDays }, expected }
      }
      default:
        return { command: { name: 'leave', actor: user(userId), itemId }, expected: this.model.leave(userId, itemId) }
    }
  }

  private keepingTurn(choices: Choices): Turn {
    const itemId = this.itemId(choices)
    const who = this.who(choices, itemId)
    const actor = user(who)
    const holds = [...this.state.holds.keys()]
    const uses = [...this.state.uses.values()].map(({ operationId }) => operationId)
    switch (choices.below(7)) {
      case 0: {
        const holdId = this.newId('hold')
        const version = choices.of([null, null, 1])
        const expected = this.model.hold(who, itemId, holdId, version)
        return { command: { name: 'hold', actor, itemId, holdId, version, reason: 'in the paper' }, expected }
      }
      case 1: {
        const images = [choices.of(imageIds)]
        return { command: { name: 'ingestImages', actor, imageIds: images, holder: null }, expected: this.model.ingest(who, images) }
      }
      case 2: {
        const images = [choices.of(imageIds), choices.of(imageIds)]
        const purgeId = this.newId('purge')
        const planHash = canonicalPlanText(planRelease(this.state, noSizes, images, who))
        const isStale = choices.below(8) === 0
        const hashes = { planHash, confirmedHash: isStale ? 'before' : planHash }
        const expected = this.model.releaseImages(who, images, purgeId, isStale)
        return { command: { name: 'releaseImages', actor, imageIds: images, purgeId, ...hashes }, expected }
      }
      case 3: {
        const operationId = choices.of([this.newId('use'), ...uses])
        return {
          command: { name: 'beginUse', actor: worker, itemId, operationId, words: 'export' },
          expected: this.model.use(itemId, operationId),
        }
      }
      case 4:
      case 5: {
        const holdId = holds.length === 0 ? 'hold0' : choices.of(holds)
        return { command: { name: 'release', actor, holdId }, expected: this.model.release(who, holdId) }
      }
      default: {
        const operationId = uses.length === 0 ? 'use0' : choices.of(uses)
        this.model.uses.delete(operationId)
        return { command: { name: 'endUse', actor: worker, operationId }, expected: 'done' }
      }
    }
  }
}
