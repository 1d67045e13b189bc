import { Command } from 'commander'
import type { IngestOutcome } from '../../../app/runs/ingestTarget.ts'
import { ingestTarget, submitIngest } from '../../../app/runs/ingestTarget.ts'
import { printSubmitted } from '../printSubmitted.ts'
import { progressDisplay } from '../progressDisplay.ts'
import { counted } from '../counted.ts'
import { printJson, printLine } from '../terminal.ts'
import { interruptSignal, withHalley } from '../withHalley.ts'
import { releaseAction, type ReleaseOptions } from './ingestRelease.ts'

function printOutcome(outcome: IngestOutcome): void {
  printLine(
    `${counted(outcome.ingested, 'image')} ingested, ${outcome.known} ${outcome.known === 1 ? 'was' : 'were'} known already, ${outcome.detections} detections in all.`,
  )
}

async function ingestAction(target: string | undefined, options: ReleaseOptions): Promise<void> {
  if (options.release || options.unused || target === undefined) return releaseAction(target, options)
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
    .description(
      'Reads images, catalogues and noise maps into the store, so that later runs find them ready. They are kept for you until you release them.',
    )
    .argument('[target]', 'a config.yaml with inputs and, if wanted, measurements; or a folder of images and catalogues')
    .option('--detach', 'leave it to a worker (./halley worker) and return at once', false)
    .option('--release', 'end your hold on what you have ingested: what nothing else uses is deleted permanently', false)
    .option('--unused', 'delete the images that nobody holds and no run uses; for administrators', false)
    .option('--plan', 'with --release or --unused: show what goes and what stays, and do nothing', false)
    .option('-y, --yes', 'with --plan-hash: do not ask', false)
    .option('--plan-hash <hash>', 'the plan that you agree to')
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley ingest ~/data/pilot\n  ./halley ingest ~/data/pilot --release --plan')
    .action(ingestAction)
}
