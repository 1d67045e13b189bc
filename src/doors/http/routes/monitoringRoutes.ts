import type { monitoringEndpoints } from '../../../app/contract/api/monitoring.ts'
import { checkReadiness } from '../../../app/monitoring/checkReadiness.ts'
import { readFigures } from '../../../app/monitoring/readFigures.ts'
import { failure, makeFault, success, type Fault } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

/** Nobody in particular is told where the store is. */
function notReady({ code }: Fault): Fault {
  return makeFault('serve.notReady', `Expected a store that is there and a catalogue that answers, found ${code}.`, {
    hint: 'On the host of the server, ./halley status says more.',
    retryable: true,
  })
}

export const monitoringRoutes: Routes<typeof monitoringEndpoints> = {
  showHealth: () => success({ status: 'alive' }),

  async showReadiness({ halley }) {
    const ready = await checkReadiness(halley)
    return ready.ok ? success({ status: 'ready' }) : failure(notReady(ready.fault))
  },

  async readMetrics({ server: { metrics, live }, halley, reply }) {
    const figures = await readFigures(halley)
    if (!figures.ok) return figures
    reply.header('content-type', metrics.contentType)
    return success(await metrics.text(figures.value, live.listenerCount))
  },
}
