import { Command } from 'commander'
import { cancelTarget } from '../../../app/operations/cancelTarget.ts'
import type { OperationView } from '../../../app/contract/operation.ts'
import { subjectWords } from '../operationLines.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

function printCancelled(view: OperationView): void {
  printLine(`Cancelled: ${view.kind}${view.subject ? ` of ${subjectWords(view)}` : ''}. What was shown before is still shown.`)
}

export function cancelCommand(): Command {
  return new Command('cancel')
    .summary('cancel work that waits or goes on')
    .description('Cancels an operation on whatever host it goes on: it can publish nothing any more, and stops within seconds.')
    .argument('<operation>', 'the name of a run that is at work, or the id of an operation or its first eight characters')
    .option('--json', 'print the operation as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley cancel lmc\n  ./halley cancel 3f2a9c1b')
    .action((target: string, options: { readonly json: boolean }) =>
      withHalley(options.json, (halley) => cancelTarget(halley, target), options.json ? printJson : printCancelled),
    )
}
