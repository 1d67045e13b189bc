import type { Result } from '../../fault/fault.ts'
import { performCommand, type CommandRequest, type Decided } from '../../store/state/performCommand.ts'
import type { Halley } from '../halley.ts'
import { healChanged } from './healChanged.ts'
import { named } from './userWords.ts'

/** Performs a command now, and brings the directories of runs in line with it. @returns the refusals of the rules */
export async function performOnItem(halley: Halley, request: Omit<CommandRequest, 'nowMs'>): Promise<Result<Decided>> {
  const decided = await performCommand(halley.store, { ...request, nowMs: halley.now().getTime() })
  if (!decided.ok) return named(halley, decided)
  await healChanged(halley.store, [decided.value])
  return decided
}
