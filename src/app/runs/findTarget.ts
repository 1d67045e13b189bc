import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import type { Halley } from '../halley.ts'
import { findRun } from './findRun.ts'

/** What a person names on the command line: a run, or a file or a folder (absolute path). */
export type Target = { readonly kind: 'run'; readonly run: RunRow } | { readonly kind: 'path'; readonly path: string }

/** A text with a slash is a path; another is the name of a run, or else of what lies in the current folder. */
export async function findTarget(halley: Halley, target: string): Promise<Result<Target>> {
  const path = resolve(target)
  const isThere = existsSync(path)
  if (target.includes('/')) {
    if (isThere) return success({ kind: 'path', path })
    return failure(
      makeFault('file.missing', `${target}: expected a folder or a configuration, found nothing there.`, {
        hint: 'Check the path; ./halley status lists the runs that can be given by name.',
        data: { path },
      }),
    )
  }
  const run = await findRun(halley, target)
  if (run.ok) return success({ kind: 'run', run: run.value })
  return isThere ? success({ kind: 'path', path }) : run
}
