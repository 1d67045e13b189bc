import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rooms } from '../scripts/rooms.ts'

const root = resolve(import.meta.dirname, '..')
const fixtures = 'tests/fixtures/rooms'

interface Diagnostic {
  readonly filename: string
  readonly code: string
  readonly help?: string
  readonly message: string
}

/** Lints the fixtures with the room rules alone. */
function lintFixtures(): Diagnostic[] {
  const oxlint = resolve(root, 'node_modules/oxlint/bin/oxlint')
  const args = [oxlint, '-c', `${fixtures}/oxlint.config.ts`, '--format', 'json', fixtures]
  const outcome = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  return (JSON.parse(outcome.stdout) as { diagnostics: Diagnostic[] }).diagnostics
}

describe('the import rules of the rooms', () => {
  const diagnostics = lintFixtures()
  const files = globSync(`${fixtures}/*/*.ts`, { cwd: root })

  it.each(rooms)('refuse a forbidden import in $name, with the reason', ({ name, reason }) => {
    const found = diagnostics.filter((diagnostic) => basename(dirname(diagnostic.filename)) === name)
    expect(found).toHaveLength(1)
    const said = `${found[0]?.message} ${found[0]?.help}`
    expect([reason, 'has no disk and no SQL'].some((text) => said.includes(text))).toBe(true)
  })

  it('let every allowed import pass', () => {
    const allowed = files.filter((file) => basename(file).startsWith('allowed'))
    expect(allowed.length).toBeGreaterThan(1)
    expect(diagnostics.filter((diagnostic) => allowed.includes(diagnostic.filename))).toEqual([])
  })
})
