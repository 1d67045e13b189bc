import type { OperationView } from '../../app/contract/operation.ts'
import { callApi } from './callApi.ts'
import { queryClient } from './queryClient.ts'

const pauseMs = 1000

/** Waits until an operation has ended, however long that takes. @throws ApiFault where the server refuses to tell */
export async function followOperation(operation: string): Promise<OperationView> {
  for (;;) {
    const view = await callApi('showOperation', { params: { operation } })
    if (view.state !== 'queued' && view.state !== 'running') {
      await queryClient.invalidateQueries()
      return view
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}
