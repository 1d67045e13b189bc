import { parentPort } from 'node:worker_threads'
import type { TaskReply, TaskRequest } from './pool.ts'
import { performTask, transferables } from './tasks.ts'

async function answer(request: TaskRequest): Promise<TaskReply> {
  const { ticket } = request
  try {
    const result = await performTask(request.name, request.input)
    return result.ok ? { ticket, outcome: 'value', value: result.value } : { ticket, outcome: 'fault', fault: result.fault }
  } catch (error) {
    return { ticket, outcome: 'bug', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort?.on('message', (request: TaskRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply, reply.outcome === 'value' ? transferables(reply.value) : []))
})
