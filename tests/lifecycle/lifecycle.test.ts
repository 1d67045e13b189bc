import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { apply } from '../../src/lifecycle/apply/apply.ts'
import { stateInvariants } from '../../src/lifecycle/invariants/stateInvariants.ts'
import { stepInvariants } from '../../src/lifecycle/invariants/stepInvariants.ts'
import { transitions } from '../../src/lifecycle/transitions.ts'
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

function playAll(seeds: readonly number[], count: (played: Played) => void): void {
  const player = new Player()
  for (const number of seeds) {
    const played = player.play(number)
    const said = `${JSON.stringify(played.command)} ${played.refusal?.message ?? ''}`
    if (played.found !== played.expected) throw new Error(`Expected ${played.expected}, found ${played.found}: ${said}`)
    const breaches = breachesOf(played, player)
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
  fc.assert(
    fc.property(history, (seeds) => playAll(seeds, count)),
    { numRuns: SEQUENCES, seed },
  )
  console.log(`seed ${seed}: ${commands} commands in ${SEQUENCES} histories`)
  const untaken = transitions.filter(({ command, event }) => command !== 'create' && !done.has(`${command} > ${event}`))
  expect(untaken.map(({ command, event }) => `${command} > ${event}`)).toEqual([])
})
