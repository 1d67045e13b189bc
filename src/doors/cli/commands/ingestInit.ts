import { Command } from 'commander'
import { initIngest, type InitIngestOutcome } from '../../../app/runs/initIngest.ts'
import { commandOf } from '../commandLine.ts'
import { counted } from '../counted.ts'
import { printJson, printLine, reportFault } from '../terminal.ts'

interface IngestInitOptions {
  readonly from?: string
  readonly json: boolean
}

function printOutcome({ path, images, notes }: InitIngestOutcome): void {
  printLine(`Configuration: ${path}`)
  if (images === null) printLine('List the inputs in it: the comments show how.')
  else printLine(`${counted(images, 'image')} ${images === 1 ? 'is' : 'are'} listed in it.`)
  for (const note of notes) printLine(note)
  printLine(`Next: ${commandOf('ingest', path)}`)
}

export function ingestInitCommand(): Command {
  return new Command('ingest-init')
    .alias('initingest')
    .summary('write a commented configuration for an ingest')
    .description(
      'Writes a file with the inputs and the settings of an ingest, each with its default and a comment. Nothing is ingested yet.',
    )
    .argument('<file>', 'file to write, which must not be there')
    .option('--from <folder>', 'fill the inputs with the images, catalogues and maps found in this folder')
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley ingest-init pilot.yaml --from ~/data/pilot && ./halley ingest pilot.yaml')
    .action(async (path: string, options: IngestInitOptions) => {
      const outcome = await initIngest({ path, ...options })
      if (!outcome.ok) reportFault(outcome.fault, options.json)
      else if (options.json) printJson(outcome.value)
      else printOutcome(outcome.value)
    })
}
