import { Command } from 'commander'
import type { DemoOutcome } from '../../../app/demo/runDemo.ts'
import { runDemo } from '../../../app/demo/runDemo.ts'
import { progressDisplay } from '../progressDisplay.ts'
import { sparkline } from '../sparkline.ts'
import { printJson, printLine, reportFault } from '../terminal.ts'
import { interruptSignal } from '../withHalley.ts'

const nextSteps: readonly (readonly [command: string, what: string])[] = [
  ['./halley status', 'what there is'],
  ['./halley diff demo 1 2', 'what adding the epochs changed'],
  ['./halley restore demo', 'back to before they were added; it says how to undo it'],
  ['./halley delete demo', 'to Trash, all of it'],
  ['./halley trash restore demo', 'and back, as it was'],
]

function printDemo(outcome: DemoOutcome): void {
  printLine()
  for (const { version, counts } of outcome.versions) {
    printLine(
      `Version ${version}: ${counts.images} images, ${counts.detections} detections, ${counts.forced} forced fits, ${counts.sources} sources, ${counts.newSources} of them new.`,
    )
  }
  printLine()
  printLine('The most variable sources (peak flux density by epoch; o detection, . forced fit):')
  for (const { name, eta, fluxPeakMjy, isForced } of outcome.highlights) {
    printLine(`  ${name}  ${sparkline(fluxPeakMjy)}  ${isForced.map((forced) => (forced ? '.' : 'o')).join('')}  eta ${eta.toFixed(1)}`)
  }
  printLine()
  printLine(`Tables:  ${outcome.directory}`)
  printLine(`Survey:  ${outcome.surveyFolder} (simulated; truth/ says what was put in)`)
  printLine()
  printLine('Next, on the store of the demo:')
  printLine(`  export HALLEY_HOME=${outcome.home}`)
  for (const [command, what] of nextSteps) printLine(`  ${command.padEnd(30)}  ${what}`)
}

async function demoAction(options: { readonly json: boolean }): Promise<void> {
  const display = progressDisplay(options.json)
  const result = await runDemo({ environment: process.env, signal: interruptSignal(), onProgress: display.listen })
  display.close()
  if (!result.ok) reportFault(result.fault, options.json)
  else if (options.json) printJson(result.value)
  else printDemo(result.value)
}

export function demoCommand(): Command {
  return new Command('demo')
    .summary('simulate a small survey and process it')
    .description(
      'Makes a small simulated survey once, processes it into a run, adds the last epochs as a second version, and prints what varies. It has a store of its own: ~/halley-demo (as root /var/lib/halley-demo) unless HALLEY_HOME is set.',
    )
    .option('--json', 'print the outcome as JSON', false)
    .action(demoAction)
}
