import { totalmem } from 'node:os'
import { constrainedMemory, env } from 'node:process'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { parseSize } from '../parseSize.ts'
import { leastMemoryBytes } from './memoryPlan.ts'

/** The rest is for the other programs of the host, and for its file cache. */
const shareOfHost = 0.75

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}

function tooLittle(bytes: number): Result<never> {
  return failure(
    makeFault('memory.least', `Expected a memory limit of at least ${megabytes(leastMemoryBytes)}, found ${megabytes(bytes)}.`, {
      hint: 'Give it more: --memory 2GB, processing.memory_mb in config.yaml, or HALLEY_MEMORY for all processings of a host.',
      data: { bytes },
    }),
  )
}

/** Three quarters of the memory of this host, or of what the system lets the process have where that is less. */
function memoryOfHost(): number {
  const constrained = constrainedMemory()
  const total = totalmem()
  return Math.max(leastMemoryBytes, Math.floor(shareOfHost * (constrained > 0 ? Math.min(constrained, total) : total)))
}

/**
 * What a processing may take, bytes.
 *
 * @param asked by who asks for it or its configuration; null: HALLEY_MEMORY, else as the host has
 * @returns `memory.least` for less than any processing takes, `memory.setting` for a HALLEY_MEMORY that is no size
 */
export function memoryLimit(asked: number | null, environment: NodeJS.ProcessEnv = env): Result<number> {
  const text = (environment['HALLEY_MEMORY'] ?? '').trim()
  const setting = text === '' ? null : parseSize(text)
  if (asked === null && text !== '' && setting === null) {
    return failure(
      makeFault('memory.setting', `HALLEY_MEMORY: expected a size such as 8GB, found ${JSON.stringify(text)}.`, {
        hint: 'Set it such as HALLEY_MEMORY=8GB, or leave it out.',
        data: { found: text },
      }),
    )
  }
  const bytes = asked ?? setting ?? memoryOfHost()
  return bytes < leastMemoryBytes ? tooLittle(bytes) : success(bytes)
}
