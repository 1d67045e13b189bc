import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decide } from '../../src/lifecycle/decide/decide.ts'
import { rightRefusal } from '../../src/lifecycle/decide/ground.ts'
import type { State } from '../../src/lifecycle/state.ts'
import { transitions } from '../../src/lifecycle/transitions.ts'
import { knownItem } from '../../src/lifecycle/whereabouts.ts'
import { History } from '../lifecycle/history.ts'
import { startMs } from '../lifecycle/world.ts'
import { answerOfCode, isExpected } from './answer.ts'
import { expectations, people, type Answer, type Expectation, type Person } from './expectations.ts'
import { actorOfCell, orderOf, sceneOf, toldIn } from './orders.ts'
import { firstState, itemIds, secretWord, storyOf, type SceneKey } from './scene.ts'

const scenes = new Map<string, State>()

function stateOfScene(key: SceneKey): State {
  const text = JSON.stringify(key)
  const known = scenes.get(text)
  if (known) return known
  const history = new History(firstState())
  for (const command of storyOf(key)) history.do(command)
  scenes.set(text, history.state)
  return history.state
}

interface Found {
  readonly answer: Answer
  /** All that the refusal says. */
  readonly text: string
}

function foundIn(expectation: Expectation, person: Person): Found {
  const state = stateOfScene(sceneOf(expectation))
  const command = orderOf(expectation, person)
  if (command) {
    const decision = decide(state, command, startMs)
    return { answer: answerOfCode(decision.ok ? null : decision.refusal.code), text: JSON.stringify(decision.ok ? '' : decision.refusal) }
  }
  const { act, of } = expectation
  const operation = act === 'read' || act === 'export' || act === 'comment' ? act : 'edit'
  const item = knownItem(state, of === 'store' ? itemIds.run : itemIds[of])
  const no = rightRefusal(state, actorOfCell(expectation, person), { operation }, item)
  return { answer: answerOfCode(no?.code ?? null), text: JSON.stringify(no) }
}

function cellName({ act, of, where }: Expectation, person: Person): string {
  return `${act} ${of} ${where} by ${person}`
}

test('the rules answer every act of everybody on everything everywhere as the table says', () => {
  const wrong: string[] = []
  for (const expectation of expectations) {
    for (const person of people) {
      const expected = expectation.answers[person]
      const { answer, text } = foundIn(expectation, person)
      if (!isExpected(answer, expected)) wrong.push(`${cellName(expectation, person)}: expected ${expected}, found ${answer} ${text}`)
    }
  }
  console.log(`${expectations.length * people.length} cells in ${scenes.size} scenes`)
  expect(wrong).toEqual([])
})

test('who may not see a thing reads neither its name nor its project’s, nor anybody’s', () => {
  const told: string[] = []
  for (const expectation of expectations) {
    for (const person of people) {
      const { answer, text } = foundIn(expectation, person)
      if (answer !== 'unseen' && answer !== 'sign in' && answer !== 'inactive') continue
      if (text.includes(secretWord)) told.push(`${cellName(expectation, person)}: ${text}`)
    }
  }
  expect(told).toEqual([])
})

const places = { project: ['live', 'trashed', 'purging', 'purged'], member: ['live', 'hidden', 'trashed', 'purging', 'purged'] }

/** Cells that the rules know of: for each command of users, each kind of thing that it is for, each place. */
function knownCells(): readonly string[] {
  const cells = transitions.flatMap(({ command, of, by }) => {
    if (by === 'worker' || by === 'retention') return []
    return of.flatMap((kind) => {
      if (kind === 'version') return []
      // A project is made from nothing; what is made in one is asked of the project.
      if (command === 'create') return (kind === 'project' ? ['live'] : places.project).map((where) => `create ${kind} ${where}`)
      return places[kind === 'project' ? 'project' : 'member'].map((where) => `${command} ${kind} ${where}`)
    })
  })
  return [...new Set(cells)]
}

test('the table has every command of users for everything everywhere, each once, and every other command', () => {
  const listed = expectations.map(({ act, of, where }) => `${act} ${of} ${where}`)
  expect(listed.length).toBe(new Set(listed).size)
  expect(knownCells().filter((cell) => !listed.includes(cell))).toEqual([])
  const inTable = new Set<string>(expectations.map(({ act }) => act))
  const [first] = expectations
  const commands = first ? Object.keys(toldIn(first, 'creator')) : []
  expect(commands.filter((command) => !inTable.has(command))).toEqual([])
})

/** Rows of the page's table by what they say, with the act and the place that the expectations have it under. */
const rowsOfPage: readonly (readonly [words: string, act: Expectation['act'], where: string])[] = [
  ['Read', 'read', 'live'],
  ['Export', 'export', 'live'],
  ['Comment', 'comment', 'live'],
  ['Create in a project', 'create', 'live'],
  ['Change the configuration', 'edit', 'live'],
  ['Process', 'process', 'live'],
  ['Cancel', 'cancel', 'live'],
  ['Restore Run', 'revertVersion', 'live'],
  ['Rename', 'rename', 'live'],
  ['Move to another project', 'move', 'live'],
  ['Share', 'share', 'live'],
  ['Transfer', 'transfer', 'live'],
  ['Move to Trash', 'trash', 'live'],
  ['Restore from Trash', 'restoreFromTrash', 'trashed'],
  ['Delete permanently', 'purge', 'trashed'],
  ['Hold', 'hold', 'live'],
  ['Lift a hold', 'release', 'live'],
  ['Leave', 'leave', 'live'],
  ['Look after users', 'giveEverything', 'live'],
]

const wordsOfPage: Readonly<Partial<Record<Answer, string>>> = { yes: 'yes', pointless: 'yes', no: 'no', unseen: 'not found' }

test('the page on the life cycle says of runs what the expectations say', () => {
  const page = readFileSync(new URL('../../docs/lifecycle.md', import.meta.url), 'utf8')
  const table = page.slice(page.indexOf('generated: rights'), page.indexOf('<!-- end -->', page.indexOf('generated: rights')))
  const lines = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
  const [header, ...rows] = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  expect(header?.length).toBe(9)
  expect(rows.length).toBe(rowsOfPage.length)
  for (const [words, act, where] of rowsOfPage) {
    const row = rows.find(([said]) => said?.startsWith(words))
    const expectation = expectations.find((each) => each.act === act && each.where === where && ['run', 'store'].includes(each.of))
    if (!row || !expectation) throw new Error(`${words}: expected a row of the page and an expectation`)
    const inTrash = where === 'trashed'
    const persons: readonly Person[] = ['creator', 'administrator', 'project owner', 'editor', 'viewer', 'grantee', 'stranger']
    for (const [index, person] of persons.entries()) {
      // The page speaks of what is live: collaborators see nothing that is in the trash. Whom no item is meant to is told no.
      if ((inTrash && index > 2) || (expectation.of === 'store' && person === 'stranger') || (act === 'create' && person === 'grantee'))
        continue
      expect(row[index + 1], `${words}: ${person}`).toBe(wordsOfPage[expectation.answers[person]])
    }
    expect(row[8]).toBe(expectation.scopes[0])
  }
})
