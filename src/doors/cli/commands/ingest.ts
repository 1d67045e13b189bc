import { Command } from 'commander'
import type { Submitted } from '../../../app/operations/submitOperation.ts'
import type { IngestOutcome } from '../../../app/runs/ingestTarget.ts'
import { ingestTarget, submitIngest } from '../../../app/runs/ingestTarget.ts'
import { shortId } from '../operationLines.ts'
import { progressDisplay } from '../progressDisplay.ts'
import { printJson, printLine } from '../terminal.ts'
import { interruptSignal, withHalley } from '../withHalley.ts'

function printOutcome(outcome: IngestOutcome): void {
  printLine(`${outcome.ingested} images ingested, ${outcome.known} were known already, ${outcome.detections} detections in all.`)
}

interface IngestOptions {
  readonly detach: boolean
  readonly json: boolean
}

function printSubmitted({ operationId }: Submitted): void {
  printLine('The ingest waits for a worker. Where none is running: ./halley worker')
  printLine(`Follow it: ./halley operations ${shortId(operationId)} --follow`)
}

async function ingestAction(target: string, options: IngestOptions): Promise<void> {
  if (options.detach) return withHalley(options.json, (halley) => submitIngest(halley, target), options.json ? printJson : printSubmitted)
  const display = progressDisplay(options.json)
  const signal = interruptSignal()
  await withHalley(
    options.json,
    async (halley) => {
      try {
        return await ingestTarget(halley, { target, signal, onProgress: display.listen })
      } finally {
        display.close()
      }
    },
    options.json ? printJson : printOutcome,
  )
}

export function ingestCommand(): Command {
  return new Command('ingest')
    .alias('ingestimages')
    .summary('ingest images without processing a run')
    .description('Reads images, catalogues and noise maps into the store, so that later runs find them ready.')
    .argument('<target>', 'a config.yaml with inputs and, if wanted, measurements; or a folder of images and catalogues')
    .option('--detach', 'leave it to a worker (./halley worker) and return at once', false)
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley ingest ~/data/pilot')
    .action(ingestAction)
}
