import type { Run, Version } from './state.ts'

export function versionOf(run: Run, number: number | null): Version | undefined {
  return number === null ? undefined : run.versions.find((version) => version.number === number)
}

/** The version whose processing made the content of a version: itself, or what its restore went back to. */
function contentOf(run: Run, version: Version): Version {
  let content = version
  for (let origin = versionOf(run, content.restoredFrom); origin; origin = versionOf(run, origin.restoredFrom)) content = origin
  return content
}

/**
 * The version that Restore Run offers: after a failed or cancelled processing the head itself, else the one before the
 * change that made what the head shows; of those in the trash or gone, the one before. Null where there is none.
 */
export function offeredVersion(run: Run): number | null {
  if (run.state.place !== 'live' || run.state.head === null) return null
  if (run.state.work === 'failed' || run.state.work === 'cancelled') return run.state.head
  const head = versionOf(run, run.state.head)
  let before = head && versionOf(run, contentOf(run, head).parent)
  while (before && before.state.place !== 'live') before = versionOf(run, before.parent)
  return before?.number ?? null
}
