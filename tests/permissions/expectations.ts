// The law of who may do what, read from `expected.csv`: one cell for each act, kind of thing, place and person.
import { readFileSync } from 'node:fs'
import type { CommandName } from '../../src/lifecycle/commands.ts'
import type { Operation, Scope } from '../../src/lifecycle/rights.ts'
import type { Whereabouts } from '../../src/lifecycle/whereabouts.ts'

export const people = [
  'creator',
  'administrator',
  'project owner',
  'editor',
  'viewer',
  'grantee',
  'stranger',
  'former owner',
  'hold setter',
  'anonymous',
  'deactivated',
  'token with',
  'token without',
] as const

export type Person = (typeof people)[number]

export const answers = ['yes', 'no', 'unseen', 'not now', 'pointless', 'never', 'sign in', 'inactive', 'scope'] as const
export type Answer = (typeof answers)[number]

/** What is asked about: an item, or the store where no item is meant. */
export type Subject = 'project' | 'run' | 'sample' | 'analysis' | 'store'

/** A command, or a right that no command is for. */
export type Act = CommandName | Extract<Operation, 'read' | 'export' | 'comment' | 'edit'>

export interface Expectation {
  readonly act: Act
  readonly of: Subject
  readonly where: Whereabouts
  /** What a token needs for it. */
  readonly scopes: readonly Scope[]
  readonly answers: Readonly<Record<Person, Answer>>
}

const columns = ['command', 'of', 'where', 'scope', ...people]

function answerOf(cell: string | undefined, line: string): Answer {
  const answer = answers.find((each) => each === cell)
  if (!answer) throw new Error(`${cell} is no answer in: ${line}`)
  return answer
}

function expectationsOf(line: string): readonly Expectation[] {
  const cells = line.split(',').map((cell) => cell.trim())
  if (cells.length !== columns.length) throw new Error(`Expected ${columns.length} cells, found ${cells.length}: ${line}`)
  const [acts = '', subjects = '', places = '', scope = '', ...rest] = cells
  const byPerson = Object.fromEntries(people.map((person, index) => [person, answerOf(rest[index], line)]))
  return acts.split(' ').flatMap((act) =>
    subjects.split(' ').flatMap((of) =>
      places.split(' ').map((where) => ({
        act: act as Act,
        of: of as Subject,
        where: where as Whereabouts,
        scopes: scope.split('+') as Scope[],
        answers: byPerson as Record<Person, Answer>,
      })),
    ),
  )
}

function readExpectations(): readonly Expectation[] {
  const text = readFileSync(new URL('expected.csv', import.meta.url), 'utf8')
  const [header = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  const found = header.split(',').map((cell) => cell.trim())
  if (found.join() !== columns.join()) throw new Error(`Expected the columns ${columns.join()}, found ${found.join()}`)
  return lines.flatMap(expectationsOf)
}

export const expectations: readonly Expectation[] = readExpectations()
