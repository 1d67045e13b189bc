import { failure, success, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { versionBytes, type VersionBytes } from '../../store/catalogue/usage.ts'
import { actorOf } from '../actor.ts'
import type { Storage, VersionUsage } from '../contract/administration.ts'
import type { Halley } from '../halley.ts'
import { diskUsage } from '../usage/diskUsage.ts'

function versionUsage(versions: readonly VersionBytes[]): readonly VersionUsage[] {
  const shown = Map.groupBy(versions, ({ resultId }) => resultId)
  return versions
    .toSorted((a, b) => b.number - a.number)
    .map(({ number, place, bytes, resultId }) => ({
      version: number,
      place,
      bytes,
      freesBytes: shown.get(resultId)?.length === 1 ? bytes : 0,
    }))
}

/** What everything takes, runs with their versions, largest first. @returns `right.denied` for all but administrators */
export async function showStorage(halley: Halley): Promise<Result<Storage>> {
  const no = administratorRefusal(actorOf(halley.user), 'Show the storage')
  if (no) return failure(no)
  const usage = await diskUsage(halley)
  if (!usage.ok) return usage
  const versions = Map.groupBy(await versionBytes(halley.store.catalogue), ({ runId }) => runId)
  const { totalBytes, items } = usage.value
  return success({ totalBytes, items: items.map((item) => ({ ...item, versions: versionUsage(versions.get(item.id) ?? []) })) })
}
