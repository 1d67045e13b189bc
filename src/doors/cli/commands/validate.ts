import { Command } from 'commander'
import { problemLines } from '../../../app/process/problemLines.ts'
import type { ValidationOutcome } from '../../../app/runs/validateTarget.ts'
import { validateTarget } from '../../../app/runs/validateTarget.ts'
import { inputExitCode } from '../exitCode.ts'
import { counted } from '../counted.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

function printOutcome({ report, path, imageCount }: ValidationOutcome): void {
  for (const line of problemLines(report.problems, null)) printLine(line)
  const errors = report.problems.filter((problem) => problem.severity === 'error').length
  const warnings = report.problems.length - errors
  if (errors > 0) printLine(`${path}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}.`)
  else printLine(`${path}: valid, ${counted(imageCount, 'image')}, ${counted(warnings, 'warning')}.`)
}

export function validateCommand(): Command {
  return new Command('validate')
    .summary('report every problem of a configuration and its inputs')
    .description(
      'Checks a configuration and opens every input it names. Reports all problems at once, each with file, line and column and what to do.',
    )
    .argument('<target>', 'the name of a run, a config.yaml, or the folder of one')
    .option('--json', 'print the report as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley validate lmc\n  ./halley validate survey/config.yaml --json')
    .action((target: string, options: { readonly json: boolean }) =>
      withHalley(
        options.json,
        (halley) => validateTarget(halley, target),
        (outcome) => {
          if (options.json) printJson(outcome)
          else printOutcome(outcome)
          if (outcome.report.problems.some(({ severity }) => severity === 'error')) process.exitCode = inputExitCode
        },
      ),
    )
}
