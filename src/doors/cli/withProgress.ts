import type { ProgressListener } from '../../app/contract/progress.ts'
import type { Halley } from '../../app/halley.ts'
import type { Result } from '../../fault/fault.ts'
import { progressDisplay } from './progressDisplay.ts'
import { printJson } from './terminal.ts'
import { interruptSignal, withHalley } from './withHalley.ts'

/** What work takes that can be followed and stopped. */
export interface Following {
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
}

/** Runs a use case that takes its time: its progress on standard error, its outcome by `print` or as JSON. */
export async function withProgress<T>(
  asJson: boolean,
  useCase: (halley: Halley, following: Following) => Promise<Result<T>>,
  print: (value: T) => void,
): Promise<void> {
  const display = progressDisplay(asJson)
  const following = { signal: interruptSignal(), onProgress: display.listen }
  await withHalley(
    asJson,
    async (halley) => {
      try {
        return await useCase(halley, following)
      } finally {
        display.close()
      }
    },
    asJson ? printJson : print,
  )
}
