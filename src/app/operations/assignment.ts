import type { OperationRow } from '../../store/catalogue/schema.ts'
import type { Halley } from '../halley.ts'
import type { Workbench } from './workbench.ts'

/** An operation that this process has claimed and works on. */
export interface Assignment<Request> {
  /** Acts as the user who asked for it. */
  readonly halley: Halley
  readonly operation: OperationRow
  /** What was asked for. */
  readonly request: Request
  readonly bench: Workbench
}
