import { Command } from 'commander'
import type { CreatedRun } from '../../../app/runs/createRun.ts'
import { initRun } from '../../../app/runs/initRun.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface InitOptions {
  readonly from?: string
  readonly config?: string
  readonly fromDeleted?: string
  readonly description?: string
  readonly project?: string
  readonly json: boolean
}

function printCreated(run: CreatedRun): void {
  printLine(`${run.name} is Initialised.`)
  printLine(`Configuration: ${run.configPath}`)
  for (const note of run.notes) printLine(note)
  printLine(`Next: ./halley validate ${run.name} && ./halley process ${run.name}`)
}

export function initCommand(): Command {
  return new Command('init')
    .alias('initpiperun')
    .summary('make a run with a commented configuration')
    .description('Makes a run with a config.yaml in which every key has its default and a comment. Nothing is processed yet.')
    .argument('<run>', 'name: letters, digits, ., _ and -, at most 64; unique among your runs')
    .option('--from <folder>', 'fill the inputs with the images, catalogues and maps found in this folder')
    .option('--config <file>', 'start from this config.yaml; its relative paths are made absolute')
    .option('--from-deleted <run>', 'start from the configuration of a run that was deleted permanently, by its name or id')
    .option('--project <name>', 'the project that it goes to (default: the shared project of a server, else your own)')
    .option('--description <text>', 'what the run is for, at most 240 characters')
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley init lmc --from ~/data/lmc --description "LMC field, 2026"')
    .action((name: string, options: InitOptions) =>
      withHalley(options.json, (halley) => initRun(halley, { name, ...options }), options.json ? printJson : printCreated),
    )
}
