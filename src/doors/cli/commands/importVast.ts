import { Command } from 'commander'
import { importVast, type ImportedRun, type ImportOutcome, type ImportState } from '../../../app/importVast/importVast.ts'
import { inputExitCode } from '../exitCode.ts'
import { progressDisplay } from '../progressDisplay.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { interruptSignal, withHalley } from '../withHalley.ts'

interface ImportOptions {
  readonly run?: readonly string[]
  readonly as?: string
  readonly project?: string
  readonly database?: string
  readonly dryRun: boolean
  readonly json: boolean
}

const words: Readonly<Record<ImportState, string>> = {
  imported: 'imported as version 1',
  wouldImport: 'would be imported',
  unchanged: 'unchanged since it was imported',
  changed: 'changed since it was imported: left',
  unprocessed: 'never processed: nothing to import',
  refused: 'refused',
}

function printDetails({ vastName, name, state, differences, fault }: ImportedRun): void {
  for (const difference of differences) printLine(`${vastName}: ${difference}`)
  if (state === 'changed') printLine(`To import it as it is now: add --run ${vastName} --as NAME`)
  if (vastName !== name && state === 'imported') printLine(`${vastName}: is called ${name} here.`)
  if (fault) printLine(`${vastName}: ${fault.message} ${fault.hint}`)
}

function printRuns({ runs }: ImportOutcome): void {
  const wasAsked = runs.some(({ remarks }) => remarks !== null)
  const rows = runs.map(({ vastName, name, state, counts, remarks }) => [
    vastName,
    name,
    words[state],
    counts?.images ?? '-',
    counts?.detections ?? '-',
    counts?.forced ?? '-',
    counts?.sources ?? '-',
    ...(wasAsked ? [remarks?.comments ?? '-', remarks?.tags ?? '-', remarks?.favourites ?? '-'] : []),
  ])
  const header = ['in VAST', 'run', '', 'images', 'detections', 'forced', 'sources']
  printTable([...header, ...(wasAsked ? ['comments', 'tags', 'favourites'] : [])], rows)
  for (const run of runs) printDetails(run)
}

async function importAction(directory: string, { run, json, ...options }: ImportOptions): Promise<void> {
  const display = progressDisplay(json)
  const request = { ...options, directory, runs: run, signal: interruptSignal(), onProgress: display.listen }
  await withHalley(
    json,
    async (halley) => {
      try {
        return await importVast(halley, request)
      } finally {
        display.close()
      }
    },
    (outcome) => {
      if (json) printJson(outcome)
      else printRuns(outcome)
      if (outcome.runs.some(({ state }) => state === 'refused')) process.exitCode = inputExitCode
    },
  )
}

export function importVastCommand(): Command {
  return new Command('import-vast')
    .summary('take over runs of a VAST Pipeline')
    .description(
      'Takes over the processed runs of a VAST Pipeline, each as version 1 of a new run: tables, source ids, measurements of its images. Nothing is changed there. Runs that were taken over before and have not changed are left; a damaged run is refused with its reason, and the others go on.',
    )
    .argument('<folder>', 'its working directory, with a folder for each run and images/; or the folder of one run')
    .option('--run <name...>', 'take over these runs only')
    .option('--as <name>', 'name for the one run, which is then taken over even where it was before')
    .option('--project <name>', 'project that the runs go to')
    .option('--database <url>', "VAST's PostgreSQL: also comments, tags, favourites, names of sources and owners")
    .option('--dry-run', 'read and check everything, and change nothing', false)
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley import-vast /data/pipeline-runs --dry-run\n  ./halley import-vast /data/pipeline-runs --run lmc smc\n  ./halley import-vast /data/pipeline-runs/lmc --as lmc-2024\n  ./halley import-vast /data/pipeline-runs --database postgres://vast:secret@localhost/vastdb',
    )
    .action(importAction)
}
