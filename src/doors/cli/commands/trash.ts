import { Command } from 'commander'
import { purgeFromTrashCommand, emptyCommand, resumeCommand } from './trashPurge.ts'
import { trashListCommand } from './trashList.ts'
import { retentionCommand, sweepCommand } from './trashRetention.ts'
import { restoreFromTrashCommand } from './trashRestore.ts'

export function trashCommand(): Command {
  return new Command('trash')
    .summary('see what is in Trash, restore it, delete it permanently')
    .description(
      'What was deleted stays in Trash until its time is over, and comes back as it was. Deleting it permanently shows a plan first, and does exactly what the plan shows.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley trash\n  ./halley trash restore lmc\n  ./halley trash purge lmc\n  ./halley trash empty --plan',
    )
    .addCommand(trashListCommand(), { isDefault: true })
    .addCommand(restoreFromTrashCommand())
    .addCommand(purgeFromTrashCommand())
    .addCommand(emptyCommand())
    .addCommand(resumeCommand())
    .addCommand(retentionCommand())
    .addCommand(sweepCommand())
}
