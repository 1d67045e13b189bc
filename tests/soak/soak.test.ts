// A short soak: everything goes wrong once, in the course of some hundred operations.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

const program = join(import.meta.dirname, '../../scripts/soak/main.ts')

/** @returns what it said, and how it ended */
async function soak(...args: readonly string[]): Promise<{ readonly said: string; readonly exitCode: number | null }> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { said: await text(child.stdout), exitCode: await ended }
}

test.each(['sqlite', 'postgresql'])(
  'whatever is killed or stopped, if the database dies or the disk is full, no promise is broken (%s)',
  async (database) => {
    const { said, exitCode } = await soak('--operations', '300', '--calm', '1', '--check-every', '300', '--database', database)
    expect(said).toContain('No promise was broken: nothing lost, nothing stuck, nothing left over, fsck clean.')
    expect(exitCode).toBe(0)
  },
  600_000,
)
