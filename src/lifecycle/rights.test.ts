import { expect, test } from 'vitest'
import { may, mayRoles, rights, type Actor, type Operation, type Role } from './rights.ts'
import { analysis, project, run, sample, stateOf, user } from '../../tests/lifecycle/world.ts'
import { knownItem } from './whereabouts.ts'

const roles: readonly Role[] = [
  'creator',
  'administrator',
  'projectOwner',
  'editor',
  'viewer',
  'grantee',
  'holdSetter',
  'stranger',
  'anonymous',
  'deactivated',
]

/*
 * Written by hand from the rules of who may do what, not from the table in the code. + allowed, - denied, . not found.
 * Columns: creator, administrator, owner of the project, editor, viewer, grantee, setter of the hold, stranger,
 * anonymous, deactivated.
 */
const live: Readonly<Record<Operation, string>> = {
  read: '++++++..--',
  export: '++++++..--',
  comment: '++++++..--',
  create: '++++--..--',
  edit: '+++---..--',
  process: '+++---..--',
  cancel: '+++---..--',
  revert: '+++---..--',
  rename: '+++---..--',
  move: '+++---..--',
  share: '+++---..--',
  transfer: '+++---..--',
  trash: '+++---..--',
  restoreFromTrash: '+++---..--',
  purge: '+++---..--',
  hold: '++++--..--',
  release: '+++---+.--',
  leave: '---+++..--',
  administer: '-+----..--',
}

const inTrash: Readonly<Record<Operation, string>> = {
  read: '+++.....--',
  export: '+++.....--',
  comment: '+++.....--',
  create: '+++.....--',
  edit: '+++.....--',
  process: '+++.....--',
  cancel: '+++.....--',
  revert: '+++.....--',
  rename: '+++.....--',
  move: '+++.....--',
  share: '+++.....--',
  transfer: '+++.....--',
  trash: '+++.....--',
  restoreFromTrash: '+++.....--',
  purge: '+++.....--',
  hold: '+++.....--',
  release: '+++...+.--',
  leave: '---.....--',
  administer: '-+-.....--',
}

const operations = Object.keys(live) as Operation[]
const sign = { allowed: '+', denied: '-', notFound: '.' } as const

test('knows exactly the operations of the expectation', () => {
  expect(Object.keys(rights).toSorted()).toEqual(operations.toSorted())
})

test.each(operations)('allows to %s exactly whom the expectation allows, live and in the trash', (operation) => {
  const found = (isAway: boolean) => roles.map((role) => sign[mayRoles(operation, [role], isAway)]).join('')
  expect({ live: found(false), inTrash: found(true) }).toEqual({ live: live[operation], inTrash: inTrash[operation] })
})

const items = [
  project('lmc', 'olga', {
    members: new Map([
      ['ed', 'editor'],
      ['vic', 'viewer'],
    ]),
  }),
  project('everyone', 'ada', { use: 'shared' }),
  { ...run('mine', 'cleo', 'lmc'), grantees: ['guy'] },
  { ...sample('stars', 'cleo', 'lmc', ['mine']), grantees: ['guy'] },
  { ...analysis('eta', 'cleo', 'lmc', ['stars']), grantees: ['guy'] },
  run('open', 'cleo', 'everyone'),
]
const state = stateOf(items)
const item = (id: string) => knownItem(state, id)

const people: readonly (readonly [Role, Actor])[] = [
  ['creator', user('cleo')],
  ['administrator', user('ada')],
  ['projectOwner', user('olga')],
  ['editor', user('ed')],
  ['viewer', user('vic')],
  ['grantee', user('guy')],
  ['stranger', user('sam')],
  ['anonymous', { kind: 'anonymous' }],
  ['deactivated', user('cleo', { isActive: false })],
]

test.each(['mine', 'stars', 'eta'])('finds out who somebody is to %s', (id) => {
  for (const [role, actor] of people) {
    for (const operation of operations) {
      expect(sign[may(state, actor, operation, item(id))], `${role} ${operation}`).toBe(live[operation][roles.indexOf(role)])
    }
  }
})

test('lets the owner of a project act as administrator there and nowhere else', () => {
  expect(may(state, user('olga'), 'trash', item('mine'))).toBe('allowed')
  expect(may(state, user('olga'), 'trash', item('open'))).toBe('denied')
})

test('lets everyone signed in read the shared project and create there, and nothing more', () => {
  const sam = user('sam')
  expect(operations.filter((operation) => may(state, sam, operation, item('everyone')) === 'allowed').toSorted()).toEqual(
    ['comment', 'create', 'export', 'hold', 'leave', 'read'].toSorted(),
  )
  expect(may(state, sam, 'process', item('open'))).toBe('denied')
})

test.each(operations)('denies to %s with a token that lacks the scope, and hides what was hidden', (operation) => {
  const scopes = (['read', 'write', 'trash', 'purge', 'administer'] as const).filter((scope) => scope !== rights[operation].scope)
  const lacking = { isAdministrator: true, scopes }
  expect(may(state, user('ed', lacking), operation, item('mine'))).toBe('denied')
  expect(may(state, user('sam', { scopes }), operation, item('mine'))).toBe('notFound')
})

test('asks for one scope to move to Trash and for another to empty it', () => {
  expect([rights.trash.scope, rights.purge.scope]).toEqual(['trash', 'purge'])
})

test('hides from collaborators what is in the trash, and what is in a project in the trash', () => {
  const entry = { place: 'trashed', entryId: 'e' } as const
  const trashed = stateOf(items.map((each) => (each.id === 'lmc' && each.kind === 'project' ? { ...each, state: entry } : each)))
  const hidden = knownItem(trashed, 'mine')
  expect([user('ed'), user('vic'), user('guy')].map((actor) => may(trashed, actor, 'read', hidden))).toEqual([
    'notFound',
    'notFound',
    'notFound',
  ])
  expect(may(trashed, user('cleo'), 'restoreFromTrash', hidden)).toBe('allowed')
})
