import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { findConfiguration } from '../../store/catalogue/configurations.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'

/**
 * The configuration of a run that was deleted permanently, as its tombstone keeps it.
 *
 * @returns `item.state` for a run that is not deleted, `run.noConfiguration` where none was kept
 */
export async function deletedConfiguration(halley: Halley, nameOrId: string): Promise<Result<string>> {
  const found = await findItem(halley, 'run', nameOrId)
  if (found.ok) {
    const message = `Run ${nameOrId}: expected one that was deleted permanently, found one that is not.`
    return failure(makeFault('item.state', message, { hint: `Copy it: ./halley copy ${nameOrId} NEW`, data: { itemId: found.value.id } }))
  }
  if (found.fault.code !== 'item.gone') return found
  const { configurationHash } = found.fault.data
  const text = typeof configurationHash === 'string' ? await findConfiguration(halley.store.catalogue, configurationHash) : undefined
  if (text !== undefined) return success(text)
  const message = `Run ${nameOrId}: expected a configuration that was kept, found none.`
  return failure(makeFault('run.noConfiguration', message, { hint: 'Make a run with a new one: ./halley init NEW' }))
}
