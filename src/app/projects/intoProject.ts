import { success, type Result } from '../../fault/fault.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'

/** The same with new runs going to a project, by name or id; undefined: where they usually go. @returns the faults of finding it */
export async function intoProject(halley: Halley, project: string | undefined): Promise<Result<Halley>> {
  if (project === undefined) return success(halley)
  const found = await findItem(halley, 'project', project)
  return found.ok ? success({ ...halley, projectId: found.value.id }) : found
}
