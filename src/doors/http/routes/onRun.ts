import type { Halley } from '../../../app/halley.ts'
import { findRun } from '../../../app/runs/findRun.ts'
import type { Result } from '../../../fault/fault.ts'

type FoundRun = Extract<Awaited<ReturnType<typeof findRun>>, { readonly ok: true }>['value']

/** Does something with the run that a caller names. @returns the faults of finding it, or what was done */
export async function onRun<T>(halley: Halley, nameOrId: string, work: (run: FoundRun) => Promise<Result<T>>): Promise<Result<T>> {
  const run = await findRun(halley, nameOrId)
  return run.ok ? work(run.value) : run
}
