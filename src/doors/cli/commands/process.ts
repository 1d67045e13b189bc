import { Command } from 'commander'
import type { ProcessOutcome } from '../../../app/process/processRun.ts'
import { processTarget } from '../../../app/runs/processTarget.ts'
import type { SubmittedTarget } from '../../../app/runs/submitTarget.ts'
import { submitTarget } from '../../../app/runs/submitTarget.ts'
import { shortId } from '../operationLines.ts'
import { parseCount } from '../parseCount.ts'
import { parseMemory } from '../parseMemory.ts'
import { progressDisplay } from '../progressDisplay.ts'
import { counted } from '../counted.ts'
import { printJson, printLine } from '../terminal.ts'
import { verbosityOption, wantsDebug } from '../verbosityOption.ts'
import { interruptSignal, withHalley } from '../withHalley.ts'

interface ProcessOptions {
  readonly name?: string
  readonly project?: string
  readonly workers?: number
  readonly memory?: number
  readonly fullRerun: boolean
  readonly debug: boolean
  readonly verbosity?: string
  readonly detach: boolean
  readonly key?: string
  readonly json: boolean
}

function printOutcome(outcome: ProcessOutcome): void {
  const { counts } = outcome
  printLine()
  if (outcome.unchanged) printLine(`Nothing has changed since version ${outcome.version}: it is kept as it is.`)
  else if (outcome.shownAgain !== null)
    printLine(
      `${outcome.runName} is Completed: version ${outcome.version} shows the tables of version ${outcome.shownAgain}, whose inputs were the same.`,
    )
  else printLine(`${outcome.runName} is Completed: version ${outcome.version}, made in ${outcome.seconds.toFixed(1)} s.`)
  printLine(
    `${counted(counts.images, 'image')}, ${counted(counts.detections, 'detection')}, ${counted(counts.forced, 'forced fit')}, ${counted(counts.sources, 'source')}, ${counts.newSources} new.`,
  )
  printLine(`Tables: ${outcome.directory}`)
}

function printSubmitted({ runName, operation, isNew }: SubmittedTarget): void {
  const { id, words, waitReason } = operation
  const reason = waitReason ? `: ${waitReason}` : ''
  printLine(`${runName} is ${words}${isNew ? '' : ', as it was asked for before'}${reason}.`)
  printLine(`Follow it: ./halley operations ${shortId(id)} --follow`)
}

async function detachAction(target: string, options: ProcessOptions): Promise<void> {
  const display = progressDisplay(options.json)
  const { name, project, workers, memory: memoryBytes, fullRerun, key } = options
  const debug = wantsDebug(options)
  const request = { target, name, project, workers, memoryBytes, fullRerun, debug, key, onProgress: display.listen }
  await withHalley(options.json, (halley) => submitTarget(halley, request), options.json ? printJson : printSubmitted)
  display.close()
}

async function processAction(target: string, options: ProcessOptions): Promise<void> {
  if (options.detach) return detachAction(target, options)
  const display = progressDisplay(options.json)
  const signal = interruptSignal()
  const { name, project, workers, memory: memoryBytes, fullRerun } = options
  const debug = wantsDebug(options)
  const request = { target, name, project, workers, memoryBytes, fullRerun, debug, signal, onProgress: display.listen }
  await withHalley(
    options.json,
    async (halley) => {
      try {
        return await processTarget(halley, request)
      } finally {
        display.close()
      }
    },
    options.json ? printJson : printOutcome,
  )
}

export function processCommand(): Command {
  return new Command('process')
    .alias('runpipeline')
    .summary('process a run, or a folder of images, into a version')
    .description(
      'Processes a run into a new version: ingest, association, coverage, new sources, forced fits, statistics, pairs. Images can be added at any time; other changes since the version that is shown are listed and need --full-rerun. Earlier versions are kept, and a failed or interrupted processing leaves the one that is shown as it was.',
    )
    .argument('<target>', 'the name of a run, a config.yaml, or a folder of images and catalogues')
    .option('--name <run>', 'name of the run to make from a config.yaml or a folder (default: the name of the folder)')
    .option('--project <name>', 'the project that a run goes to which is made so (default: as for init)')
    .option('--workers <n>', 'worker threads (default: processing.num_workers, else all cores)', parseCount)
    .option(
      '--memory <size>',
      'what the whole program may take, such as 2GB; what does not fit is worked on by parts of the sky (default: processing.memory_mb, else HALLEY_MEMORY, else three quarters of the memory of the host)',
      parseMemory,
    )
    .option('--full-rerun', 'process also where settings have changed or images were removed, and measure everything anew', false)
    .addOption(verbosityOption())
    .option('--debug', 'write a detailed log', false)
    .option('--detach', 'leave it to a worker (./halley worker) and return at once', false)
    .option('--key <key>', 'with --detach: the same key asks for the same processing, however often it is sent')
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText(
      'after',
      `
Examples:
  ./halley process ~/data/pilot            find images, catalogues and noise maps in the folder by their names
  ./halley process survey/config.yaml --name survey
  ./halley process lmc --workers 4 --memory 2GB --json > outcome.json
  ./halley process lmc --detach            a worker processes it; ./halley status lmc --follow shows how far it is`,
    )
    .action(processAction)
}
