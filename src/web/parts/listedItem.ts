import type { CommandName } from '../../lifecycle/commands.ts'

/** What a list has to know of an item. */
export interface ListedItem {
  readonly id: string
  readonly name: string
  /** What the user may do to it now. */
  readonly commands: readonly CommandName[]
}
