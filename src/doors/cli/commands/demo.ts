import { Command } from 'commander'
import type { DemoOutcome } from '../../../app/demo/runDemo.ts'
import { demoEnvironment, isDemoMade, runDemo } from '../../../app/demo/runDemo.ts'
import { closeHalley, openHalley } from '../../../app/halley.ts'
import { usualTablesProcess } from '../../../app/queries/tablesProcess.ts'
import { success, type Result } from '../../../fault/fault.ts'
import { parsePort } from '../parsePort.ts'
import { progressDisplay } from '../progressDisplay.ts'
import { serveStore } from '../serve/serveStore.ts'
import { sparkline } from '../sparkline.ts'
import { printJson, printLine, reportFault } from '../terminal.ts'
import { interruptSignal, withHalley } from '../withHalley.ts'

const nextSteps: readonly (readonly [command: string, what: string])[] = [
  ['./halley status', 'what there is'],
  ['./halley diff demo 1 2', 'what adding the epochs changed'],
  ['./halley restore demo', 'back to before they were added; it says how to undo it'],
  ['./halley delete demo', 'to Trash, all of it'],
  ['./halley trash restore demo', 'and back, as it was'],
]

function printVersions({ versions }: DemoOutcome): void {
  printLine()
  for (const { version, counts } of versions) {
    printLine(
      `Version ${version}: ${counts.images} images, ${counts.detections} detections, ${counts.forced} forced fits, ${counts.sources} sources, ${counts.newSources} of them new.`,
    )
  }
  printLine()
}

function printDemo(outcome: DemoOutcome): void {
  printVersions(outcome)
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

interface DemoOptions {
  readonly json: boolean
  readonly serve: boolean
  readonly port: number
}

async function makeDemo(asJson: boolean): Promise<Result<DemoOutcome>> {
  const display = progressDisplay(asJson)
  const result = await runDemo({ environment: process.env, signal: interruptSignal(), onProgress: display.listen })
  display.close()
  return result
}

/** Makes the demo where there is none yet. What became of it since stays as it is. */
async function ensureDemo(environment: NodeJS.ProcessEnv): Promise<Result<null>> {
  const opened = await openHalley({ environment })
  if (!opened.ok) return opened
  const isMade = await isDemoMade(opened.value)
  await closeHalley(opened.value)
  if (isMade) return success(null)
  const made = await makeDemo(false)
  if (!made.ok) return made
  printVersions(made.value)
  return success(null)
}

async function serveDemo(port: number): Promise<void> {
  const environment = demoEnvironment(process.env)
  const ready = await ensureDemo(environment)
  if (!ready.ok) return reportFault(ready.fault, false)
  const serving = {
    host: null,
    port,
    url: null,
    proxies: null,
    workers: 1,
    isApiOnly: false,
    isTold: false,
    logFormat: 'text',
    tables: usualTablesProcess,
    opens: true,
    environment,
  } as const
  await withHalley(
    false,
    (halley) => serveStore(halley, serving),
    () => {},
    environment,
  )
}

async function demoAction(options: DemoOptions): Promise<void> {
  if (options.serve) return serveDemo(options.port)
  const result = await makeDemo(options.json)
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
    .option('--serve', 'then serve it, and open the site: what npm start does', false)
    .option('--port <port>', 'with --serve: where to listen; 0: any free port', parsePort, 8642)
    .action(demoAction)
}
