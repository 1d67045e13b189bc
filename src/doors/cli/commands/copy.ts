import { Command, InvalidArgumentError } from 'commander'
import type { CreatedRun } from '../../../app/runs/createRun.ts'
import { findRun } from '../../../app/runs/findRun.ts'
import { copyRun } from '../../../app/versions/copyRun.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

type Change = readonly [key: string, value: string]

interface CopyOptions {
  readonly set: readonly Change[]
  readonly json: boolean
}

function parseChange(text: string, earlier: readonly Change[]): readonly Change[] {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('expected KEY=VALUE.')
  return [...earlier, [text.slice(0, at), text.slice(at + 1)]]
}

function printCopied({ name, configPath }: CreatedRun): void {
  printLine(`${name} is Initialised.`)
  printLine(`Configuration: ${configPath}`)
  printLine(`Next: ./halley process ${name}`)
}

export function copyCommand(): Command {
  return new Command('copy')
    .summary('make a new run from the configuration of another')
    .description(
      'Makes a run with the configuration that another run shows, to process it with one parameter changed. The images are shared, not copied.',
    )
    .argument('<run>', 'the run to take the configuration from')
    .argument('<new>', 'name of the new run')
    .option('--set <key=value>', 'change a setting in the copy; can be given several times', parseChange, [])
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley copy lmc lmc-15 --set source_association.radius=15 && ./halley process lmc-15')
    .action((name: string, newName: string, options: CopyOptions) =>
      withHalley(
        options.json,
        async (halley) => {
          const run = await findRun(halley, name)
          return run.ok ? copyRun(halley, run.value, { newName, changes: options.set }) : run
        },
        options.json ? printJson : printCopied,
      ),
    )
}
