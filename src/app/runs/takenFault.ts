import { makeFault, type Fault } from '../../fault/fault.ts'
import { findLiveRunByName } from '../../store/catalogue/runs.ts'
import type { Halley } from '../halley.ts'
import { findRun } from './findRun.ts'

/** Why a new run may not have a name: a live run has it, whether the user may see that run or not. Null where it is free. */
export async function takenFault(halley: Halley, name: string): Promise<Fault | null> {
  if (!(await findLiveRunByName(halley.store.catalogue, name))) return null
  const seen = await findRun(halley, name)
  const hint = seen.ok ? `Choose another name, or process that run: ./halley process ${name}` : 'Choose another name.'
  return makeFault('run.nameTaken', `Run name ${name}: expected a name that no run has, found a run of that name.`, {
    hint,
    data: { name },
  })
}
