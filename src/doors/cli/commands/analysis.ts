import { Command, InvalidArgumentError, Option } from 'commander'
import type { AnalysisChoice } from '../../../app/analyses/analysisRequest.ts'
import { writeReport } from '../../../app/analyses/analysisReport.ts'
import { rerunAnalysis, submitRerun } from '../../../app/analyses/rerunAnalysis.ts'
import { listAnalyses, showAnalysis } from '../../../app/analyses/listAnalyses.ts'
import type { AnalysisDetails, AnalysisRerun, AnalysisSummary, EtaVFound } from '../../../app/contract/analysis.ts'
import { runAnalysis, submitAnalysis, type MadeAnalysis } from '../../../app/analyses/runAnalysis.ts'
import { etaVParametersSchema } from '../../../app/contract/etaVParameters.ts'
import type { RunVersion } from '../../../app/drawn/readVersion.ts'
import { exitCodeOf } from '../exitCode.ts'
import { formatBytes } from '../../../app/usage/formatBytes.ts'
import { parseCount } from '../parseCount.ts'
import { parseRunVersion } from '../runVersion.ts'
import { counted } from '../counted.ts'
import { formatMinute } from '../formatTime.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'
import { withProgress } from '../withProgress.ts'
import { drawnExportCommand } from './drawnExport.ts'
import { printSubmitted } from '../printSubmitted.ts'

interface Json {
  readonly json: boolean
}

interface RunOptions extends Json {
  readonly run?: RunVersion
  readonly sample?: string
  readonly flux: 'peak' | 'int'
  readonly detectionsOnly: boolean
  readonly fit: 'vast' | 'trap'
  readonly etaSigma: number
  readonly vSigma: number
  readonly cut: 'sigma' | 'discovery'
  readonly rate: number
  readonly where?: string
  readonly minDatapoints: number
  readonly minSources: number
  readonly project?: string
  readonly description?: string
  readonly detach: boolean
}

const defaults = etaVParametersSchema.parse({})

function parseSigma(text: string): number {
  const sigma = Number(text)
  if (text.trim() === '' || !(sigma >= 0 && sigma <= 100)) throw new InvalidArgumentError('expected a number from 0 to 100.')
  return sigma
}

function parseRate(text: string): number {
  const rate = Number(text)
  if (text.trim() === '' || !(rate > 0 && rate <= 1)) throw new InvalidArgumentError('expected a share above 0, at most 1.')
  return rate
}

function parseDatapoints(text: string): number {
  const count = parseCount(text)
  if (count < 2) throw new InvalidArgumentError('expected a whole number from 2 on: one point has no eta and no V.')
  return count
}

function thresholdWords(name: string, { threshold, mean, sigma, count }: MadeAnalysis['eta']): string {
  return `${name} > ${threshold.toPrecision(4)}  (log10: mean ${mean.toFixed(4)}, sigma ${sigma.toFixed(4)}, from ${count} sources)`
}

/** How many false candidates to expect. */
function expectedWords({ expected }: EtaVFound): string {
  const { byGaussians, byChiSquared } = expected
  const most = byChiSquared.toPrecision(3)
  if (byGaussians === null) return `About ${most} of them are false, if steady sources are as chi-squared says.`
  return `Of steady sources ${byGaussians.toPrecision(3)} would be candidates by the fitted Gaussians, at most ${most} by chi-squared.`
}

function printMade({ name, eta, v, found, counts }: MadeAnalysis): void {
  printLine(`Analysis ${name}: ${counted(counts.candidates, 'candidate')} among ${counts.used} of ${counted(counts.sources, 'source')}.`)
  printLine(thresholdWords('eta', eta))
  printLine(thresholdWords('V', v))
  printLine(expectedWords(found))
  printLine(`Look at them: ./halley analysis show "${name}"`)
}

/** Null where both are named, or neither. */
function subjectOf({ run, sample, where }: RunOptions): AnalysisChoice['of'] | null {
  if (sample === undefined) return run ? { ...run, query: where } : null
  return run === undefined ? { sample } : null
}

function choiceOf(name: string, options: RunOptions, of: AnalysisChoice['of']): AnalysisChoice {
  const { flux: fluxType, detectionsOnly, fit, cut, rate, etaSigma, vSigma, minDatapoints, minSources, project, description } = options
  const parameters = { fluxType, useForced: !detectionsOnly, fit, cut, rate, etaSigma, vSigma, minDatapoints, minSources }
  return { name, of, parameters, project, description }
}

async function run(name: string, options: RunOptions, command: Command): Promise<void> {
  const of = subjectOf(options)
  if (options.sample !== undefined && options.where !== undefined)
    return command.error("error: '--where' is for a run; a sample is analysed whole")
  if (!of) return command.error("error: expected either '--run <run>' or '--sample <sample>', to say what is analysed")
  const choice = choiceOf(name, options, of)
  const { json } = options
  if (options.detach) return withHalley(json, (halley) => submitAnalysis(halley, choice), json ? printJson : printSubmitted)
  return withProgress(json, (halley, following) => runAnalysis(halley, choice, following), printMade)
}

function runCommand(): Command {
  return new Command('run')
    .summary('find variables in a run or a sample by eta and V')
    .description(
      'Fits Gaussians to the logarithms of eta and V of the sources, and takes those above both thresholds for candidates (Rowlinson et al. 2019). What went in and what came out is frozen.',
    )
    .argument('<name>', 'one line without /; unique in its project')
    .option('--run <run>', 'analyse a run; lmc@2 means version 2, lmc the one that is shown', parseRunVersion)
    .option('--where <query>', 'only those sources of the run that a query is true of')
    .option('--sample <sample>', 'analyse a sample: name, PROJECT/NAME or id')
    .addOption(new Option('--flux <type>', 'peak or integrated flux densities').choices(['peak', 'int']).default(defaults.fluxType))
    .option('--detections-only', 'compute eta and V anew without forced fits', false)
    .addOption(
      new Option('--fit <recipe>', 'vast: clipped again and again; trap: clipped once, without new sources')
        .choices(['vast', 'trap'])
        .default(defaults.fit),
    )
    .addOption(
      new Option('--cut <kind>', 'sigma: above both thresholds; discovery: eta significant at a rate of false discoveries')
        .choices(['sigma', 'discovery'])
        .default(defaults.cut),
    )
    .option('--rate <share>', 'share of the candidates that may be false, for --cut discovery', parseRate, defaults.rate)
    .option('--eta-sigma <n>', 'threshold of eta, in sigma above the mean', parseSigma, defaults.etaSigma)
    .option('--v-sigma <n>', 'threshold of V, in sigma above the mean', parseSigma, defaults.vSigma)
    .option('--min-datapoints <n>', 'measurements that a source needs to take part', parseDatapoints, defaults.minDatapoints)
    .option('--min-sources <n>', 'sources that must take part', parseCount, defaults.minSources)
    .option('--project <project>', 'the project that it goes to (default: that of new runs)')
    .option('--description <text>', 'what it is for, at most 240 characters')
    .option('--detach', 'leave it to a worker (./halley worker) and return at once', false)
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley analysis run "lmc eta-V" --run lmc\n  ./halley analysis run strict --sample "lmc bright" --eta-sigma 4 --v-sigma 4 --flux int',
    )
    .action(run)
}

function originWords({ of, origin }: AnalysisSummary): string {
  const name = of.kind === 'run' ? `${of.name}@${of.version}` : `sample ${of.name}`
  return origin.remark === '' ? name : `${name} (${origin.remark})`
}

function printAnalyses(analyses: readonly AnalysisSummary[]): void {
  if (analyses.length === 0) return printLine('No analyses yet. Make one: ./halley analysis run NAME --run RUN')
  printTable(
    ['analysis', 'project', 'owner', 'of', 'sources', 'candidates', 'made (UTC)', 'size'],
    analyses.map((analysis) => {
      const { name, project, owner, counts, createdUtc, bytes } = analysis
      const made = formatMinute(createdUtc)
      return [name, project, owner, originWords(analysis), counts.used, counts.candidates, made, formatBytes(bytes)]
    }),
  )
}

function listCommand(): Command {
  return new Command('list')
    .summary('list the analyses that you may see')
    .description('Lists the analyses that you may see, newest first.')
    .option('--project <project>', 'those of one project')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley analysis list')
    .action(({ project, json }: Json & { readonly project?: string }) =>
      withHalley(json, (halley) => listAnalyses(halley, project), json ? printJson : printAnalyses),
    )
}

const CANDIDATES_SHOWN = 30

function printAnalysis(analysis: AnalysisDetails): void {
  const { parameters, eta, v, candidates } = analysis
  printAnalyses([analysis])
  printLine()
  if (analysis.description !== '') printLine(analysis.description)
  printLine(
    `${parameters.fluxType === 'peak' ? 'Peak' : 'Integrated'} flux densities${parameters.useForced ? '' : ' of detections alone'}, fit ${parameters.fit}, ${parameters.minDatapoints} datapoints or more.`,
  )
  printLine(thresholdWords('eta', eta))
  printLine(thresholdWords('V', v))
  if (analysis.found) printLine(expectedWords(analysis.found))
  if (candidates.length === 0) return
  printLine()
  printTable(
    ['source', 'name', 'eta', 'V'],
    candidates
      .slice(0, CANDIDATES_SHOWN)
      .map((one) => [`${one.run}@${one.version}/${one.id}`, one.name, one.eta.toPrecision(4), one.v.toPrecision(4)]),
  )
  if (candidates.length > CANDIDATES_SHOWN) printLine(`and ${candidates.length - CANDIDATES_SHOWN} more: see --json`)
}

function showCommand(): Command {
  return new Command('show')
    .summary('show an analysis with its thresholds and candidates')
    .description('Shows an analysis: what was analysed and how, the thresholds that were found, and the candidates.')
    .argument('<analysis>', 'name, PROJECT/NAME or id')
    .option('--json', 'print as JSON, with all candidates and what you may do to it', false)
    .addHelpText('after', '\nExample:\n  ./halley analysis show "lmc eta-V"')
    .action((name: string, { json }: Json) => withHalley(json, (halley) => showAnalysis(halley, name), json ? printJson : printAnalysis))
}

function printRerun({ name, files, isSame, isSameInput, madeWith, rerunWith }: AnalysisRerun): void {
  for (const file of files) printLine(`${file.isSame ? 'the same' : 'differs '}  ${file.name}  ${file.hash}`)
  if (isSame) return printLine(`Analysis ${name}: made again, it has the same bytes.`)
  process.exitCode = exitCodeOf({ code: 'analysis.differs' })
  const why = isSameInput ? '' : ' What it was made of has other content now.'
  const versions = madeWith === rerunWith ? '' : ` It was made with Halley ${madeWith}, this is ${rerunWith}.`
  printLine(`Analysis ${name}: made again, it differs.${why}${versions} The frozen one stays as it is.`)
}

function rerunCommand(): Command {
  return new Command('rerun')
    .summary('make an analysis again, and compare byte by byte')
    .description(
      'Makes an analysis again from what it was made of, with its parameters, and tells of each file whether it has the same bytes. Nothing is kept of it.',
    )
    .argument('<analysis>', 'name, PROJECT/NAME or id')
    .option('--detach', 'leave it to a worker (./halley worker) and return at once', false)
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley analysis rerun "lmc eta-V"')
    .action((name: string, { json, detach }: Json & { readonly detach: boolean }) =>
      detach
        ? withHalley(json, (halley) => submitRerun(halley, name), json ? printJson : printSubmitted)
        : withProgress(json, (halley, following) => rerunAnalysis(halley, name, following), printRerun),
    )
}

function reportCommand(): Command {
  return new Command('report')
    .summary('write an analysis as one HTML page')
    .description('Writes an analysis as one HTML page with its figure and tables within. It needs no network and no script.')
    .argument('<analysis>', 'name, PROJECT/NAME or id')
    .requiredOption('--out <file>', 'a new file')
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley analysis report "lmc eta-V" --out lmc.html')
    .action((name: string, { out, json }: Json & { readonly out: string }) =>
      withHalley(
        json,
        (halley) => writeReport(halley, name, out),
        json ? printJson : ({ path, bytes }) => printLine(`Wrote ${path} (${formatBytes(bytes)}).`),
      ),
    )
}

export function analysisCommand(): Command {
  return new Command('analysis')
    .summary('find variables by eta and V; list, show and export analyses')
    .description('Analyses freeze how variable sources were found: parameters, input, thresholds, candidates.')
    .addHelpText('after', '\nExamples:\n  ./halley analysis run "lmc eta-V" --run lmc\n  ./halley analysis list')
    .addCommand(runCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(rerunCommand())
    .addCommand(reportCommand())
    .addCommand(drawnExportCommand('analysis', '"lmc eta-V"'))
}
