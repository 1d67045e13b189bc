import { success, type Result } from '../../fault/fault.ts'
import { readVersion, type ReadVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import { readableRuns } from '../items/readable.ts'
import { findRun } from '../runs/findRun.ts'

function parseRun(text: string): { readonly run: string; readonly version: number | undefined } {
  const [, run = text, version] = /^(.*):(\d+)$/.exec(text) ?? []
  return { run, version: version === undefined ? undefined : Number(version) }
}

async function shownVersions(halley: Halley): Promise<readonly ReadVersion[]> {
  const runs = (await readableRuns(halley)).filter(({ where, row }) => where === 'live' && row.headVersion !== null)
  const versions = await Promise.all(runs.map(({ row }) => readVersion(halley, row, undefined)))
  return versions.flatMap((version) => (version.ok ? [version.value] : []))
}

/**
 * The versions that a question is asked of: of runs by name or id, each with a version as `lmc:2` or else the one that
 * is shown; of every run that shows a whole version where none is named.
 */
export async function askedVersions(halley: Halley, runs: readonly string[]): Promise<Result<readonly ReadVersion[]>> {
  if (runs.length === 0) return success(await shownVersions(halley))
  const versions: ReadVersion[] = []
  for (const text of runs) {
    const { run: name, version: number } = parseRun(text)
    const run = await findRun(halley, name)
    if (!run.ok) return run
    const version = await readVersion(halley, run.value, number)
    if (!version.ok) return version
    versions.push(version.value)
  }
  return success(versions)
}
