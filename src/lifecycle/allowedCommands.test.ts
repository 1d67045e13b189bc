import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { History } from '../../tests/lifecycle/history.ts'
import { Player } from '../../tests/lifecycle/player.ts'
import { user, world } from '../../tests/lifecycle/world.ts'
import { allowedCommands } from './allowedCommands.ts'
import type { Command } from './commands.ts'
import { decide } from './decide/decide.ts'
import type { Actor } from './rights.ts'
import type { State } from './state.ts'
import { knownItem } from './whereabouts.ts'

const words = (state: State, who: string, id: string) =>
  allowedCommands(state, user(who), knownItem(state, id)).map((button) => button.words)

test('offers a run what it can do now, and nothing that it cannot', () => {
  const history = new History(world())
  const always = ['Move to Trash', 'Rename', 'Move to project', 'Transfer', 'Share', 'Hold']
  expect(words(history.state, 'ann', 'r1')).toEqual(['Process', ...always])
  history.process('r1', 'ann', ['i1'])
  expect(words(history.state, 'ann', 'r1')).toEqual(['Process', 'Add images', 'Clear', ...always])
  history.process('r1', 'ann', ['i1', 'i2'])
  expect(words(history.state, 'ann', 'r1')).toEqual(['Process', 'Add images', 'Restore Run', 'Clear', 'Move versions to Trash', ...always])
  history.do({ name: 'process', actor: user('ann'), itemId: 'r1', operationId: 'op', imageIds: [] })
  expect(words(history.state, 'ann', 'r1').slice(0, 2)).toEqual(['Cancel', 'Cancel and move to Trash'])
})

test('offers a collaborator to leave, from where the access comes', () => {
  const { state } = new History(world())
  expect(words(state, 'ann', 'r3')).toEqual(['Leave'])
  expect(words(state, 'bea', 'r1')).toEqual(['Leave project lmc', 'Hold'])
})

test('offers what is in the trash back by its root alone', () => {
  const history = new History(world())
  history.trash('r1', 'ann', ['s1'])
  expect(words(history.state, 'ann', 'r1')).toEqual(['Restore from Trash', 'Delete permanently', 'Hold'])
  expect(words(history.state, 'ann', 's1')).toEqual(['Hold'])
})

const rest = { entryId: 'e', operationId: 'o', companionIds: [], imageIds: [], reason: 'because', version: null, holdId: 'h' } as const

/** A command as a button gives it, where it needs nothing that only a dialog asks for. */
function pressed(command: string, actor: Actor, itemId: string): Command | null {
  const common = { actor, itemId, ...rest }
  switch (command) {
    case 'process':
    case 'addImages':
    case 'cancel':
    case 'clear':
    case 'trash':
    case 'cancelAndTrash':
    case 'leave':
    case 'hold':
      return { name: command, ...common }
    default:
      return null
  }
}

test('a button that is shown works, and one that is not does not', () => {
  const buttons = ['process', 'addImages', 'cancel', 'clear', 'trash', 'cancelAndTrash', 'leave', 'hold']
  const check = (seeds: readonly number[]) => {
    const player = new Player()
    for (const seed of seeds) player.play(seed)
    for (const item of player.state.items.values()) {
      for (const actor of [user('ann'), user('bea'), user('ada')]) {
        const shown = allowedCommands(player.state, actor, item).filter(({ itemId }) => itemId === item.id)
        for (const button of buttons) {
          const command = pressed(button, actor, item.id)
          const works = command !== null && decide(player.state, command, player.nowMs).ok
          const isShown = shown.some((each) => each.command === button)
          const isIdleProject = button === 'cancelAndTrash' && item.kind === 'project'
          if (!isIdleProject || isShown) expect(works, `${button} ${item.id}`).toBe(isShown)
        }
      }
    }
  }
  fc.assert(fc.property(fc.array(fc.nat({ max: 2 ** 31 - 1 }), { maxLength: 60, size: 'max' }), check), { numRuns: 300 })
})
