import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { apply } from '../../src/lifecycle/apply/apply.ts'
import { stateInvariants } from '../../src/lifecycle/invariants/stateInvariants.ts'
import { stepInvariants } from '../../src/lifecycle/invariants/stepInvariants.ts'
import type { Item } from '../../src/lifecycle/state.ts'
import { transitions } from '../../src/lifecycle/transitions.ts'
import { knownItem, whereabouts } from '../../src/lifecycle/whereabouts.ts'
import { seedsToReplay } from '../proof/seeds.ts'
import { Player, type Played } from './player.ts'
import { snapshotOfModel, snapshotOfState } from './snapshot.ts'

const SEQUENCES = 20_000
const seed = Number(process.env['HALLEY_TEST_SEED'] ?? 20_260_105)

function breachesOf({ before, events }: Played, player: Player): readonly string[] {
  const breaches: string[] = []
  let from = before
  for (const event of events) {
    const after = apply(from, event)
    for (const law of stepInvariants)
      breaches.push(...law.breaches({ before: from, event, after }).map((words) => `${law.number} ${words}`))
    from = after
  }
  for (const law of stateInvariants) breaches.push(...law.breaches(player.state).map((words) => `${law.number} ${words}`))
  return breaches
}

/** Whether the table has a row of the command that leads from what an item was to what it is. */
function isInTable({ command, before }: Played, was: Item, is: Item): boolean {
  const names: readonly string[] = command.name === 'cancelAndTrash' ? ['cancelAndTrash', 'cancel', 'trash'] : [command.name]
  const where = whereabouts(before, was)
  // What a purge of a project, and the return of the versions of a cleared run, do to others follows from the rows.
  if ((command.name === 'purge' && where === 'hidden') || (command.name === 'restoreFromTrash' && where === 'live')) return true
  return transitions.some(({ command: name, of, from, to }) => {
    if (!names.includes(name) || !of.includes(was.kind) || !from?.where.includes(where)) return false
    if ((to.place ?? was.state.place) !== is.state.place) return false
    if (!('work' in was.state) || !('work' in is.state) || from.work === undefined) return true
    const expected = to.work === 'before' && 'before' in was.state ? was.state.before : (to.work ?? was.state.work)
    return from.work.includes(was.state.work) && is.state.work === expected
  })
}

function words({ state }: Item): string {
  return 'work' in state ? `${state.place} ${state.work}` : state.place
}

function unexplained(played: Played, player: Player): readonly string[] {
  const breaches: string[] = []
  for (const was of played.before.items.values()) {
    const is = knownItem(player.state, was.id)
    if (words(was) !== words(is) && !isInTable(played, was, is)) breaches.push(`${was.id}: no row from ${words(was)} to ${words(is)}`)
  }
  return breaches
}

function playAll(seeds: readonly number[], count: (played: Played) => void): void {
  const player = new Player()
  for (const number of seeds) {
    const played = player.play(number)
    const said = `${JSON.stringify(played.command)} ${played.refusal?.message ?? ''}`
    if (played.found !== played.expected) throw new Error(`Expected ${played.expected}, found ${played.found}: ${said}`)
    const breaches = [...breachesOf(played, player), ...unexplained(played, player)]
    if (breaches.length > 0) throw new Error(`${breaches.join('; ')} after ${said}`)
    const model = snapshotOfModel(player.model)
    const state = snapshotOfState(player.state)
    if (model !== state) expect(state, said).toBe(model)
    count(played)
  }
}

test(`keeps every invariant, and does what a simple model does, over ${SEQUENCES} random histories`, () => {
  const done = new Map<string, number>()
  let commands = 0
  const count = ({ command, found, events }: Played) => {
    commands++
    const keys = found === 'done' ? events.map(({ type }) => `${command.name} > ${type}`) : [`${command.name} ${found}`]
    for (const key of keys) done.set(key, (done.get(key) ?? 0) + 1)
  }
  const history = fc.array(fc.nat({ max: 2 ** 31 - 1 }), { maxLength: 60, size: 'max' })
  for (const each of [...seedsToReplay('lifecycle'), seed]) {
    fc.assert(
      fc.property(history, (seeds) => playAll(seeds, count)),
      { numRuns: SEQUENCES, seed: each },
    )
  }
  console.log(`seed ${seed}: ${commands} commands in ${SEQUENCES} histories`)
  const untaken = transitions.filter(({ command, event }) => command !== 'create' && !done.has(`${command} > ${event}`))
  expect(untaken.map(({ command, event }) => `${command} > ${event}`)).toEqual([])
}, 300_000)
