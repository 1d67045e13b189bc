import { spawnSync } from 'node:child_process'
import process from 'node:process'
import type { SoakOptions } from './options.ts'

const mark = 'HALLEY_SOAK_OWN_MOUNTS'

/**
 * Begins this process anew in a name space of mounts, where it may: what it mounts is gone with it, however it ends.
 * PostgreSQL does not run as the root of a name space of users, so that with it only the root of the system has one.
 */
export function ownMounts({ database }: Pick<SoakOptions, 'database'>): void {
  if (process.env[mark] !== undefined || process.platform !== 'linux') return
  const isRoot = process.getuid?.() === 0
  const way = [...(isRoot ? [] : ['--user', '--map-root-user']), '--mount', '--propagation', 'private']
  const mayDo = (isRoot || database === 'sqlite') && spawnSync('unshare', [...way, 'true']).status === 0
  if (!mayDo) return
  const again = ['unshare', ...way, process.execPath, ...process.execArgv, ...process.argv.slice(1)]
  process.execve?.('/usr/bin/env', ['env', ...again], { ...process.env, [mark]: '1' })
}
