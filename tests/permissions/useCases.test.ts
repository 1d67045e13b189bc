import { expect } from 'vitest'
import type { Halley } from '../../src/app/halley.ts'
import { findItem } from '../../src/app/items/findItem.ts'
import { itemActions } from '../../src/app/items/itemActions.ts'
import { listProjects } from '../../src/app/projects/listProjects.ts'
import { runStatus } from '../../src/app/runs/runStatus.ts'
import type { Result } from '../../src/fault/fault.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { valueOf } from '../store/exampleStore.ts'
import { answerOfCode, isExpected } from './answer.ts'
import { expectations, people, type Answer, type Expectation, type Person } from './expectations.ts'
import { sceneOf, scopesOf, userOfCell } from './orders.ts'
import { itemIds, secretWord } from './scene.ts'
import { openTheatre, type Theatre } from './theatre.ts'
import { waysOf, type Call, type Way } from './useCases.ts'

/** These need files of science to be done: that the rules let them through is enough here. */
const withFiles = ['process', 'export', 'revertVersion']

function answerOf(result: Result<unknown>): Answer {
  return answerOfCode(result.ok ? null : result.fault.code)
}

function fits(found: Answer, expected: Answer, act: string): boolean {
  return isExpected(found, expected) || (expected === 'yes' && found === 'not now' && withFiles.includes(act))
}

async function callOf(theatre: Theatre, expectation: Expectation, person: Person): Promise<Call | null> {
  const name = userOfCell(expectation, person)
  if (name === null) return null
  const of = expectation.of === 'store' ? 'run' : expectation.of
  if (person === 'deactivated') await theatre.deactivate(name)
  return { halley: await theatre.as(name, scopesOf(expectation, person)), name, of, id: itemIds[of] }
}

/** A server answers slowly: of it the heart of the table is asked. All of the table on it is held by what commands load. */
function isAskedOfServer({ of, where }: Expectation): boolean {
  return of === 'run' && (where === 'live' || where === 'trashed')
}

interface Verdict {
  readonly wrong: string[]
  calls: number
}

/** One call: what it answers, that it tells nothing, and changes nothing where it refuses. */
async function judgeCall(theatre: Theatre, expectation: Expectation, person: Person, way: Way, verdict: Verdict): Promise<void> {
  const call = await callOf(theatre, expectation, person)
  if (!call || (person === 'token with' && way.needsMoreScopes)) return
  const { act, of, where } = expectation
  const said = `${act} ${of} ${where} by ${person}`
  const before = person === 'deactivated' ? await theatre.everything() : theatre.asSet()
  verdict.calls++
  const result = await way.useCase(call)
  const [found, expected] = [answerOf(result), expectation.answers[person]]
  const text = JSON.stringify(result)
  const isLost = way.looksUp && (expected === 'inactive' || expected === 'scope') && (found === 'unseen' || found === 'not now')
  const isRight = isLost || (way.isGuess && expected === 'yes' ? found === 'not now' : fits(found, expected, act))
  if (!isRight) verdict.wrong.push(`${said}: expected ${expected}, found ${found} ${text}`)
  if (['unseen', 'inactive'].includes(expected) && text.includes(secretWord)) verdict.wrong.push(`${said} reads ${text}`)
  const hasChanged = (await theatre.everything()) !== before
  if (!result.ok && hasChanged) verdict.wrong.push(`${said} was refused and has changed something`)
  if (hasChanged || person === 'deactivated') await theatre.again()
}

eachStore(
  'every use case answers everybody as the table says, changes nothing where it refuses, and tells nothing that may not be seen',
  async (store, { kind }) => {
    const theatre = await openTheatre(store)
    const verdict: Verdict = { wrong: [], calls: 0 }
    const asked = kind === 'SQLite' ? expectations : expectations.filter(isAskedOfServer)
    const scenes = Map.groupBy(asked, (expectation) => JSON.stringify(sceneOf(expectation)))
    for (const [scene, inScene] of scenes) {
      await theatre.show(JSON.parse(scene) as ReturnType<typeof sceneOf>)
      for (const expectation of inScene) {
        for (const way of waysOf(expectation)) {
          for (const person of people) await judgeCall(theatre, expectation, person, way, verdict)
        }
      }
    }
    console.log(`${verdict.calls} calls in ${scenes.size} scenes`)
    expect(verdict.wrong).toEqual([])
  },
  600_000,
)

async function seenBy(halley: Halley, of: 'run' | 'project', where: string): Promise<string[]> {
  const id = itemIds[of]
  const seen: string[] = []
  const found = await findItem(halley, of, id, { inTrash: where !== 'live' })
  if (found.ok || found.fault.code === 'item.gone') seen.push('found')
  const isListed = of === 'run' ? valueOf(await runStatus(halley, ['all'])) : valueOf(await listProjects(halley))
  if (isListed.some((row) => row.id === id)) seen.push('listed')
  if ((await itemActions(halley, id)).length > 0) seen.push('actions')
  return seen
}

eachStore(
  'lists and look-ups show to everybody what they may read, and what may be done to it',
  async (store) => {
    const theatre = await openTheatre(store)
    const wrong: string[] = []
    const reading = expectations.filter(({ act, of }) => act === 'read' && (of === 'run' || of === 'project'))
    for (const expectation of reading) {
      const { of, where } = expectation
      if (of !== 'run' && of !== 'project') continue
      await theatre.show(sceneOf(expectation))
      for (const person of people) {
        const call = await callOf(theatre, expectation, person)
        if (!call || person === 'token with') continue
        const seen = await seenBy(call.halley, of, where)
        await theatre.again()
        const mayRead = expectation.answers[person] === 'yes'
        const isListed = mayRead && (where === 'live' || where === 'purging')
        const expected = [
          mayRead && 'found',
          isListed && 'listed',
          mayRead && where !== 'purging' && where !== 'purged' && 'actions',
        ].filter(Boolean)
        if (seen.join() !== expected.join()) wrong.push(`${of} ${where} by ${person}: expected ${expected.join()}, found ${seen.join()}`)
      }
    }
    expect(wrong).toEqual([])
  },
  300_000,
)
