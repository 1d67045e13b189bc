import type { Removed } from './removeTree.ts'

/** The steps of a removal in their order; each can be repeated. `move` is taken once a target, `remove` once a slice of a folder. */
export type RemovalStep = 'checkStore' | 'makeFolder' | 'move' | 'syncMove' | 'remove' | 'syncRemoval' | 'finish'

export interface RemovalOptions {
  /** The purge that removes. What it has moved out of its place lies in `tmp/purge/<operation id>/`. */
  readonly operationId: string
  /** Called before each step. */
  readonly onStep?: (step: RemovalStep) => void | Promise<void>
  /** Called after each slice of a folder with what this call has removed; a loss of power may still bring some of it back. */
  readonly onProgress?: (removed: Removed) => void | Promise<void>
}
