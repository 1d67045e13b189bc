import { Command, InvalidArgumentError, Option } from 'commander'
import type { SimulateOutcome, SimulateRequest } from '../../../app/simulate/simulateTo.ts'
import { simulateTo, surveyPresets } from '../../../app/simulate/simulateTo.ts'
import { printJson, printLine, reportFault } from '../terminal.ts'

interface SimulateCommandOptions extends Omit<SimulateRequest, 'onProgress'> {
  readonly json: boolean
}

function parseNumber(text: string): number {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number)) throw new InvalidArgumentError('expected a number.')
  return number
}

function printOutcome(outcome: SimulateOutcome): void {
  printLine(`${outcome.images} images and ${outcome.components} components of ${outcome.sources} true sources are in ${outcome.folder}`)
  printLine(`Truth:  ${outcome.folder}/truth`)
  printLine(`Next:   ./halley process ${outcome.folder}/config.yaml --name simulated`)
}

async function simulateAction(folder: string, options: SimulateCommandOptions): Promise<void> {
  const onProgress = (done: number, total: number) => {
    if (process.stderr.isTTY && !options.json) process.stderr.write(done < total ? `\rimage ${done} of ${total} ` : '\r')
  }
  const result = await simulateTo(folder, { ...options, onProgress })
  if (!result.ok) reportFault(result.fault, options.json)
  else if (options.json) printJson(result.value)
  else printOutcome(result.value)
}

export function simulateCommand(): Command {
  return new Command('simulate')
    .summary('make a synthetic survey with known truth')
    .description(
      'Makes a synthetic radio survey in the real file formats: images, noise and background maps, Selavy catalogues, a config.yaml, and the truth behind them. The same options give the same bytes.',
    )
    .argument('<folder>', 'new or empty folder')
    .addOption(new Option('--preset <name>', 'survey to start from').choices(surveyPresets).default('test'))
    .option('--seed <text>', 'another sky')
    .option('--epochs <n>', 'number of epochs', parseNumber)
    .option('--size <pixels>', 'width and height of each image', parseNumber)
    .option('--components <n>', 'catalogue components an image, about', parseNumber)
    .option('--tiles <n>', 'overlapping pointings side by side', parseNumber)
    .option('--ra <deg>', 'right ascension of the centre', parseNumber)
    .option('--dec <deg>', 'declination of the centre', parseNumber)
    .addOption(new Option('--catalogue <form>', 'form of the catalogues').choices(['txt', 'csv', 'xml']))
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText(
      'after',
      `
Examples:
  ./halley simulate /tmp/small
  ./halley simulate /tmp/wide --epochs 10 --tiles 3 --size 800 --components 500 --seed 7
  ./halley simulate /tmp/benchmark --preset benchmark      50 epochs of 2000 pixels, 2.4 GB`,
    )
    .action(simulateAction)
}
