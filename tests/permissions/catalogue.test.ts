import { expect } from 'vitest'
import { decide } from '../../src/lifecycle/decide/decide.ts'
import type { State } from '../../src/lifecycle/state.ts'
import { loadState } from '../../src/store/state/loadState.ts'
import { sliceOf } from '../../src/store/state/sliceOf.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { startMs } from '../lifecycle/world.ts'
import { answerOfCode, isExpected } from './answer.ts'
import { expectations, people } from './expectations.ts'
import { orderOf, sceneOf } from './orders.ts'
import { openTheatre } from './theatre.ts'

eachStore(
  'what a command loads of a real catalogue is enough for the rules to answer everybody as the table says',
  async (store) => {
    const theatre = await openTheatre(store)
    const wrong: string[] = []
    let cells = 0
    for (const [scene, inScene] of Map.groupBy(expectations, (expectation) => JSON.stringify(sceneOf(expectation)))) {
      await theatre.show(JSON.parse(scene) as ReturnType<typeof sceneOf>)
      const states = new Map<string, State>()
      for (const expectation of inScene) {
        for (const person of people) {
          const command = orderOf(expectation, person)
          if (!command) continue
          const slice = sliceOf(command)
          const key = JSON.stringify(slice)
          const state = states.get(key) ?? (await loadState(store.catalogue, slice))
          states.set(key, state)
          cells++
          const decision = decide(state, command, startMs)
          const found = answerOfCode(decision.ok ? null : decision.refusal.code)
          const expected = expectation.answers[person]
          if (isExpected(found, expected)) continue
          const { act, of, where } = expectation
          wrong.push(`${act} ${of} ${where} by ${person}: expected ${expected}, found ${found}`)
        }
      }
    }
    console.log(`${cells} cells`)
    expect(wrong).toEqual([])
  },
  300_000,
)
