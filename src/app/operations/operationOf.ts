import type { Fault, Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { findOperation, findOperationsByStart, lastOperationOfSubject } from '../../store/catalogue/operations.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import type { Halley } from '../halley.ts'
import { findRun } from '../runs/findRun.ts'
import { operationViews } from './operationViews.ts'

/** What an id of an operation begins like: so many characters at least that no run is meant. */
const idStart = /^[0-9a-f]{8}[0-9a-f-]{0,28}$/

function unknown(target: string): Fault {
  return makeFault('operation.notFound', `${target}: expected a run or an operation that you may see, found none.`, {
    hint: 'List them: ./halley operations',
    data: { target },
  })
}

function nothingOn(name: string): Fault {
  return makeFault('operation.notFound', `Run ${name}: expected an operation on it, found none.`, {
    hint: `Start one: ./halley process ${name}`,
    data: { run: name },
  })
}

async function byStart(halley: Halley, start: string): Promise<OperationRow | undefined> {
  const found = await findOperationsByStart(halley.store.catalogue, start)
  const seen = await operationViews(halley, found)
  return seen.length === 1 ? found.find(({ id }) => id === seen[0]?.id) : undefined
}

/**
 * The operation that a person names: by its id or the first eight characters of it, or as that which holds a run, or
 * was the last on it.
 */
export async function operationOf(halley: Halley, target: string): Promise<Result<OperationRow>> {
  const { catalogue } = halley.store
  if (idStart.test(target)) {
    const operation = await byStart(halley, target)
    if (operation) return success(operation)
  }
  const run = await findRun(halley, target)
  if (!run.ok) return idStart.test(target) ? failure(unknown(target)) : run
  const { id, name, operationId } = run.value
  const holder = operationId === null ? undefined : await findOperation(catalogue, operationId)
  const operation = holder ?? (await lastOperationOfSubject(catalogue, id))
  return operation ? success(operation) : failure(nothingOn(name))
}
