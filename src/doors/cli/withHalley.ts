import type { Halley } from '../../app/halley.ts'
import { closeHalley, openHalley } from '../../app/halley.ts'
import { unreadNotices } from '../../app/notices/unreadNotices.ts'
import { settle, settleResult, type Result } from '../../fault/fault.ts'
import { reportFault } from './terminal.ts'

/**
 * Opens Halley, runs one use case and closes it again. A refusal is reported with its exit code; the value of a
 * success goes to `print`.
 */
export async function withHalley<T>(
  asJson: boolean,
  useCase: (halley: Halley) => Promise<Result<T>>,
  print: (value: T, halley: Halley) => void,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const opened = await openHalley({ environment })
  if (!opened.ok) return reportFault(opened.fault, asJson)
  try {
    const result = await settleResult(() => useCase(opened.value))
    if (result.ok) print(result.value, opened.value)
    else reportFault(result.fault, asJson)
    if (process.stderr.isTTY) await tell(opened.value)
  } finally {
    const fault = await closeHalley(opened.value)
    if (fault) process.stderr.write(`halley: ${fault.message}\n${fault.hint}\n`)
  }
}

/**
 * What the user has to know of what others did, or the program will do: once, and where somebody reads it. Elsewhere it
 * waits, as does what the catalogue cannot tell now.
 */
async function tell(halley: Halley): Promise<void> {
  const notices = await settle(() => unreadNotices(halley))
  if (notices.ok) for (const { words } of notices.value) process.stderr.write(`notice: ${words}\n`)
}

/** A signal that aborts at Ctrl-C or a polite kill; after that the system's own rule holds, and a second one ends the process at once. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    controller.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return controller.signal
}
