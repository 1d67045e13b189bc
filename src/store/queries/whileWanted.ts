import { AsyncLocalStorage } from 'node:async_hooks'
import { makeFault, Refusal } from '../../fault/fault.ts'

const wanted = new AsyncLocalStorage<AbortSignal>()

/** Does some work whose readings of tables are given up as soon as the signal aborts: nobody waits for them any more. */
export function whileWanted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return wanted.run(signal, work)
}

/** The signal of {@link whileWanted} around this call. */
export function wantedSignal(): AbortSignal | undefined {
  return wanted.getStore()
}

/** `interrupted.gone` */
export function unwanted(): Refusal {
  return new Refusal(
    makeFault('interrupted.gone', 'Expected that somebody waits for what is read, found that they have gone.', {
      hint: 'Ask again.',
      retryable: true,
    }),
  )
}
