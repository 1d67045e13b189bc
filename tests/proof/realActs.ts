// What is done with real images to a store of its own.
import type { Halley } from '../../src/app/halley.ts'
import { processTarget } from '../../src/app/runs/processTarget.ts'
import type { Result } from '../../src/fault/fault.ts'

/** Processes the run `lmc` as its configuration says. */
export function processReal(halley: Halley): Promise<Result<unknown>> {
  const { signal } = new AbortController()
  const request = { target: 'lmc', workers: 1, fullRerun: false, debug: false, signal, onProgress: () => {} }
  return processTarget(halley, request)
}
