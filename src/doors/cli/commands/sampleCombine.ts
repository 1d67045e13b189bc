import { Command } from 'commander'
import type { CombinationChoice } from '../../../app/samples/combineRequest.ts'
import { combineSamples, submitCombining } from '../../../app/samples/combineSamples.ts'
import type { DrawnSample } from '../../../app/samples/drawSample.ts'
import { failure, success, type Result } from '../../../fault/fault.ts'
import { counted } from '../counted.ts'
import { printSubmitted } from '../printSubmitted.ts'
import { readCombination } from '../readCombination.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'
import { withProgress } from '../withProgress.ts'

interface CombineOptions {
  readonly name: string
  readonly radius?: string
  readonly project?: string
  readonly description?: string
  readonly detach: boolean
  readonly json: boolean
}

function printCombined({ name, counts }: DrawnSample): void {
  const { sources, measurements, forced, images } = counts
  printLine(
    `Sample ${name} is made: ${counted(sources, 'source')}, ${counted(measurements, 'measurement')} (${forced} forced), ${counted(images, 'image')}.`,
  )
  printLine(`Look at it: ./halley sample show "${name}"`)
}

function choiceOf(words: readonly string[], { name, project, description, radius }: CombineOptions): Result<CombinationChoice> {
  const read = readCombination(words)
  if (!read.ok) return failure(read.fault)
  return success({ ...read.value, name, project, description, radiusArcsec: radius === undefined ? null : Number(radius) })
}

export function sampleCombineCommand(): Command {
  return new Command('combine')
    .summary('combine samples: and, or, minus')
    .description(
      'Makes a new sample of the sources that are in all of some samples (and), in any of them (or), or in the first and in none of the others (minus). Sources are the same by run and id, whatever version they are from; with --radius also those that close to each other. The samples stay as they are.',
    )
    .argument('<samples...>', 'names, PROJECT/NAME or ids, with and, or, minus between them')
    .requiredOption('--name <name>', 'name of the new one; unique in its project')
    .option('--radius <arcsec>', 'sources are also the same within this distance, at most 600')
    .option('--project <project>', 'the project that it goes to (default: that of new runs)')
    .option('--description <text>', 'what it is for, at most 240 characters')
    .option('--detach', 'leave it to a worker (./halley worker) and return at once', false)
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley sample combine variables and bright --name "bright variables"\n  ./halley sample combine flares minus "known stars" --radius 5 --name new\n  ./halley sample combine a or b or c --name all',
    )
    .action((words: readonly string[], options: CombineOptions) => {
      const choice = choiceOf(words, options)
      if (options.detach) {
        const print = options.json ? printJson : printSubmitted
        return withHalley(options.json, async (halley) => (choice.ok ? submitCombining(halley, choice.value) : choice), print)
      }
      return withProgress(
        options.json,
        async (halley, following) => (choice.ok ? combineSamples(halley, choice.value, following) : choice),
        printCombined,
      )
    })
}
