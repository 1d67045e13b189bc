import { Command } from 'commander'
import type { RunVersion } from '../../../app/drawn/readVersion.ts'
import type { Halley } from '../../../app/halley.ts'
import { parseSourceQuery } from '../../../app/contract/query/parseSourceQuery.ts'
import { drawAgain } from '../../../app/samples/drawAgain.ts'
import { combineSamples } from '../../../app/samples/combineSamples.ts'
import { drawSample, type DrawnSample } from '../../../app/samples/drawSample.ts'
import type { SampleDetails, SampleSummary } from '../../../app/contract/sample.ts'
import { listSamples, showSample } from '../../../app/samples/listSamples.ts'
import { submitSample } from '../../../app/samples/submitSample.ts'
import type { Result } from '../../../fault/fault.ts'
import { formatBytes } from '../../../app/usage/formatBytes.ts'
import { parseRunVersions } from '../runVersion.ts'
import { counted } from '../counted.ts'
import { queryHelp } from '../queryHelp.ts'
import { formatMinute } from '../formatTime.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'
import { withProgress, type Following } from '../withProgress.ts'
import { drawnExportCommand } from './drawnExport.ts'
import { printSubmitted } from '../printSubmitted.ts'
import { sampleCombineCommand } from './sampleCombine.ts'

interface Json {
  readonly json: boolean
}

interface DrawOptions extends Json {
  readonly from: readonly RunVersion[]
  /** Instead of runs: a sample. */
  readonly of?: string
  readonly where: string
  readonly project?: string
  readonly description?: string
  readonly detach: boolean
}

function printDrawn({ name, counts }: DrawnSample): void {
  const { sources, measurements, forced, images } = counts
  printLine(
    `Sample ${name} is drawn: ${counted(sources, 'source')}, ${counted(measurements, 'measurement')} (${forced} forced), ${counted(images, 'image')}.`,
  )
  printLine(`Look at it: ./halley sample show "${name}"`)
}

async function draw(halley: Halley, name: string, options: DrawOptions, following: Following): Promise<Result<DrawnSample>> {
  const query = parseSourceQuery(options.where)
  if (!query.ok) return query
  const wanted = { ...options, name, query: query.value }
  if (options.of === undefined) return drawSample(halley, wanted, following)
  return combineSamples(halley, { ...wanted, samples: [options.of], operator: 'or' }, following)
}

function submit(halley: Halley, name: string, { of: sample, where: query, ...options }: DrawOptions) {
  return submitSample(halley, { ...options, name, query, sample })
}

function drawCommand(): Command {
  return new Command('draw')
    .summary('draw a sample of sources from runs, or a part of another sample')
    .description(
      'Freezes the sources of one or more runs that a query is true of, with all their measurements, in files of their own. A sample stays as it is whatever becomes of its runs.',
    )
    .argument('<name>', 'one line without /; unique in its project')
    .option('--from <runs...>', 'runs to draw from; lmc@2 means version 2, lmc the one that is shown', parseRunVersions, [])
    .option('--of <sample>', 'instead of --from: a sample to take a part of; name, PROJECT/NAME or id')
    .option('--where <query>', 'which sources', 'all')
    .option('--project <project>', 'the project that it goes to (default: that of new runs)')
    .option('--description <text>', 'what it is for, at most 240 characters')
    .option('--detach', 'leave it to a worker (./halley worker) and return at once', false)
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText(
      'after',
      `\nExamples:\n  ./halley sample draw "lmc variables" --from lmc --where "eta_peak > 3 and v_peak > 0.1"\n  ./halley sample draw both --from lmc@2 smc --where "n_meas >= 5"\n  ./halley sample draw brightest --of both --where "max_flux_peak > 50"\n${queryHelp}`,
    )
    .action((name: string, options: DrawOptions) => {
      if (options.detach)
        return withHalley(options.json, (halley) => submit(halley, name, options), options.json ? printJson : printSubmitted)
      return withProgress(options.json, (halley, following) => draw(halley, name, options, following), printDrawn)
    })
}

interface AgainOptions extends Json {
  readonly name?: string
  readonly project?: string
  readonly description?: string
}

function againCommand(): Command {
  return new Command('again')
    .summary('draw a sample again from what its runs show now')
    .description(
      'Draws a new sample by the query of another, from the versions that its runs show now. The other stays; the new one names it.',
    )
    .argument('<sample>', 'name, PROJECT/NAME or id')
    .option('--name <name>', 'name of the new one (default: the name with the next number)')
    .option('--project <project>', 'the project that it goes to (default: that of the sample)')
    .option('--description <text>', 'what it is for (default: as the sample)')
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley sample again "lmc variables"')
    .action((sample: string, options: AgainOptions) =>
      withProgress(options.json, (halley, following) => drawAgain(halley, sample, options, following), printDrawn),
    )
}

function originWords({ origins }: SampleSummary): string {
  return origins
    .map(({ run, version, remark, head, hasChanged }) => {
      const words = hasChanged ? `its run shows version ${head} now` : remark
      return `${run}@${version}${words === '' ? '' : ` (${words})`}`
    })
    .join(', ')
}

function printSamples(samples: readonly SampleSummary[]): void {
  if (samples.length === 0) return printLine('No samples yet. Draw one: ./halley sample draw NAME --from RUN --where QUERY')
  printTable(
    ['sample', 'project', 'owner', 'sources', 'measurements', 'from', 'made (UTC)', 'size'],
    samples.map((sample) => {
      const { name, project, owner, counts, createdUtc, bytes } = sample
      const made = formatMinute(createdUtc)
      return [name, project, owner, counts.sources, counts.measurements, originWords(sample), made, formatBytes(bytes)]
    }),
  )
}

function listCommand(): Command {
  return new Command('list')
    .summary('list the samples that you may see')
    .description('Lists the samples that you may see, newest first.')
    .option('--project <project>', 'those of one project')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley sample list --project "LMC 2026"')
    .action(({ project, json }: Json & { readonly project?: string }) =>
      withHalley(json, (halley) => listSamples(halley, project), json ? printJson : printSamples),
    )
}

function printSample(sample: SampleDetails): void {
  printSamples([sample])
  printLine()
  if (sample.description !== '') printLine(sample.description)
  printLine(`${sample.combination ? 'Combined' : 'Query'}: ${sample.query}`)
  if (sample.origins.some(({ hasChanged }) => hasChanged) && !sample.combination)
    printLine(`Its runs have changed since. Draw it again: ./halley sample again "${sample.name}"`)
  printLine(`Forced fits: ${sample.counts.forced}; images: ${sample.counts.images}; made by Halley ${sample.codeVersion}`)
  if (sample.predecessor) printLine(`Drawn again from: ${sample.predecessor.name ?? sample.predecessor.id}`)
  for (const { user, role } of sample.shares) printLine(`Shared with ${user} (${role})`)
}

function showCommand(): Command {
  return new Command('show')
    .summary('show a sample with its query and origin')
    .description('Shows a sample: what is in it, the query, the versions of runs that it was drawn from and how these runs are.')
    .argument('<sample>', 'name, PROJECT/NAME or id')
    .option('--json', 'print as JSON, with the query as data and what you may do to it', false)
    .addHelpText('after', '\nExample:\n  ./halley sample show "lmc variables"')
    .action((name: string, { json }: Json) => withHalley(json, (halley) => showSample(halley, name), json ? printJson : printSample))
}

export function sampleCommand(): Command {
  return new Command('sample')
    .summary('draw samples of sources, combine, list, show and export them')
    .description('Samples are frozen selections of sources with all their measurements, drawn by a query from versions of runs.')
    .addHelpText('after', '\nExamples:\n  ./halley sample draw variables --from lmc --where "eta_peak > 3"\n  ./halley sample list')
    .addCommand(drawCommand())
    .addCommand(againCommand())
    .addCommand(sampleCombineCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(drawnExportCommand('sample', '"lmc variables"'))
}
