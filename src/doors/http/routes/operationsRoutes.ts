import type { operationsEndpoints } from '../../../app/contract/api/operations.ts'
import { cancelTarget } from '../../../app/operations/cancelTarget.ts'
import { listOperations } from '../../../app/operations/listOperations.ts'
import { showOperation } from '../../../app/operations/showOperation.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

export const operationsRoutes: Routes<typeof operationsEndpoints> = {
  listOperations: async ({ halley, query }) => success({ operations: await listOperations(halley, query.ended) }),
  showOperation: ({ halley, params }) => showOperation(halley, params.operation),
  cancelOperation: ({ halley, params }) => cancelTarget(halley, params.operation),
}
