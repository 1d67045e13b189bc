import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { findLiveRunByName, liveRuns } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { nearestName } from '../config/nearestName.ts'
import type { Halley } from '../halley.ts'

/** The live run of a name; a refusal names the nearest one that there is. */
export async function findRun(halley: Halley, name: string): Promise<Result<RunRow>> {
  const run = await findLiveRunByName(halley.store.catalogue, name)
  if (run) return success(run)
  const names = (await liveRuns(halley.store.catalogue)).map((one) => one.name)
  const near = nearestName(name, names)
  const hint = near ? `Did you mean ${near}? ./halley status lists all runs.` : './halley status lists all runs; ./halley init makes one.'
  return failure(makeFault('run.notFound', `Run ${name}: expected the name of a run, found none of that name.`, { hint, data: { name } }))
}
