/** The rooms and the arrows between them: who may import whom, and the reason that the lint gives to who tries otherwise. */
interface Room {
  readonly name: string
  readonly mayImport: readonly string[]
  readonly reason: string
}

export const rooms: readonly Room[] = [
  { name: 'fault', mayImport: [], reason: 'fault is the shape of a refusal, shared by all rooms: it imports nothing.' },
  { name: 'sky', mayImport: [], reason: 'sky is mathematics without a file or a clock: it imports nothing of ours.' },
  { name: 'lifecycle', mayImport: [], reason: 'lifecycle holds the rules of delete and restore, pure: it imports nothing.' },
  {
    name: 'charts',
    mayImport: ['sky'],
    reason: 'charts says what plots show, for the site and for reports alike: it may import sky only.',
  },
  { name: 'formats', mayImport: ['sky', 'fault'], reason: 'formats turns bytes into columns and back: it may import sky and fault only.' },
  { name: 'pipeline', mayImport: ['sky', 'fault'], reason: 'pipeline takes columns and gives columns: it may import sky and fault only.' },
  {
    name: 'simulate',
    mayImport: ['sky', 'formats', 'fault'],
    reason: 'simulate makes surveys: it may import sky, formats and fault only.',
  },
  {
    name: 'store',
    mayImport: ['formats', 'lifecycle', 'sky', 'fault'],
    reason: 'store owns SQL and the disk: it may import formats, lifecycle, sky and fault only.',
  },
  {
    name: 'app',
    mayImport: ['pipeline', 'lifecycle', 'store', 'formats', 'sky', 'charts', 'simulate', 'fault'],
    reason: 'app holds the use cases: doors and web call it, it never calls them.',
  },
  {
    name: 'doors',
    mayImport: ['app', 'lifecycle', 'fault'],
    reason: 'a door parses, calls one use case and prints: it may import app, lifecycle and fault only.',
  },
  { name: 'web', mayImport: ['lifecycle', 'charts'], reason: 'web shares only lifecycle, charts and app/contract with the server.' },
]

/** Node modules that only the room with the disk may use; the others get bytes through an interface. */
const diskModules = [
  'node:fs',
  'node:fs/promises',
  'node:sqlite',
  'node:child_process',
  '@duckdb/node-api',
  '@duckdb/node-bindings',
  'kysely',
  'pg',
]
const roomsWithoutDisk = ['fault', 'sky', 'charts', 'lifecycle', 'formats', 'pipeline', 'simulate']

function forbiddenImports(room: Room) {
  const others = rooms.map((other) => other.name).filter((name) => name !== room.name && !room.mayImport.includes(name))
  if (room.name !== 'web') return { regex: `^(\\.\\./)+(${others.join('|')})/`, message: room.reason }
  return { group: [...others.map((name) => `**/${name}/**`), '!**/app/contract/**'], message: room.reason }
}

function ruleFor(room: Room) {
  const patterns: object[] = [forbiddenImports(room)]
  if (roomsWithoutDisk.includes(room.name)) {
    patterns.push({
      group: diskModules,
      message: `${room.name} has no disk and no SQL: take the bytes through an interface that store implements.`,
    })
  }
  return ['error', { patterns }]
}

/** The lint overrides, one a room, for rooms that are the folders `parent/<room>`. */
export function roomOverrides(parent: string) {
  return rooms.map((room) => ({ files: [`${parent}/${room.name}/**`], rules: { 'no-restricted-imports': ruleFor(room) } }))
}
