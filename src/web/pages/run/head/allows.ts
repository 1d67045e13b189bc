import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import type { CommandName } from '../../../../lifecycle/commands.ts'

/** Whether the user may give one of the commands to the run now. */
export function allows({ actions }: Pick<RunStatus, 'actions'>, ...commands: readonly CommandName[]): boolean {
  return actions?.some(({ command }) => commands.includes(command)) ?? false
}
