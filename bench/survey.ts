import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { associate } from '../src/pipeline/association/associate.ts'
import { presets } from '../src/simulate/presets.ts'
import { openFileSource } from '../src/store/files/fileByteSource.ts'
import { associationSettings, methods } from './associationMethods.ts'
import { type CataloguedImage, catalogueImage, epochImages, expectValue, joinDetections } from './detections.ts'
import { type Commanded, type ProcessedSurvey, processSurvey } from './processSurvey.ts'
import { count, megabytes, printTable, seconds, type Target, times } from './report.ts'
import { simulatedSurvey } from './simulatedSurvey.ts'
import { timeInTurns } from './stopwatch.ts'
import { vastFigures } from './vastFigures.ts'

const repetitions = 5
export const workers = 2
const leastTotal = 30
const leastStage = 10
const mostMemoryBytes = 600e6

export interface SurveyBench {
  /** A survey that exists; null for the simulated one. */
  readonly folder: string | null
  /** Take sources down to 3 times the noise: half of the population is found now and then only. */
  readonly isMarginal: boolean
  /** What astropy's match of two million positions took in this run, s; null without astropy. */
  readonly astropyMatchS: number | null
}

/** What VAST's figures are multiplied with to be those of this machine. */
export function machineFactor(astropyMatchS: number | null): number {
  if (astropyMatchS === null) {
    console.log("\nWithout astropy VAST's figures stand as they were measured elsewhere.")
    return 1
  }
  const factor = astropyMatchS / vastFigures.astropyMatchS
  console.log(
    `\nastropy's match took ${seconds(astropyMatchS)} s here and ${vastFigures.astropyMatchS} s where VAST was measured: its times are multiplied by ${factor.toFixed(2)}.`,
  )
  return factor
}

/** Processes the benchmark survey with the command line and compares each stage with what the VAST Pipeline takes. */
export async function benchSurvey({ folder, isMarginal, astropyMatchS }: SurveyBench): Promise<Target[]> {
  const factor = machineFactor(astropyMatchS)
  const survey = folder ?? (await simulatedFolder(isMarginal))
  const runs: ProcessedSurvey[] = []
  for (let run = 0; run < repetitions; run++) runs.push(await processSurvey(survey, workers))
  const { counts, pairs } = runs[0]
  printTable(
    'The survey',
    ['images', 'components', 'sources', 'new', 'forced fits', 'pairs'],
    [[counts.images, counts.detections, counts.sources, counts.newSources, counts.forced, pairs].map(count)],
  )
  const processing = compareStages(runs, factor)
  const association = await compareAssociation(survey, factor)
  return [...processing, ...association]
}

export function simulatedFolder(isMarginal: boolean): Promise<string> {
  if (isMarginal)
    return simulatedSurvey('marginal', { ...presets.benchmark, faintestSigma: presets.test.faintestSigma, componentsPerImage: 5000 })
  return simulatedSurvey('benchmark', presets.benchmark)
}

/** The stages of Halley beside those of VAST that do the same. */
const stageGroups: readonly { readonly what: string; readonly stages: readonly string[]; readonly vastS: number }[] = [
  { what: 'ingest', stages: ['ingest'], vastS: vastFigures.ingestS },
  { what: 'association, basic', stages: ['association'], vastS: vastFigures.associationS.basic },
  { what: 'coverage', stages: ['coverage'], vastS: vastFigures.coverageS },
  { what: 'forced fits', stages: ['forced fits'], vastS: vastFigures.forcedS },
  { what: 'statistics, tables, publishing', stages: ['statistics', 'tables', 'publish'], vastS: vastFigures.finaliseS },
]

/** The fastest run counts, as for the match that measures the machine: what slows another is not Halley's. */
function compareStages(runs: readonly ProcessedSurvey[], factor: number): Target[] {
  const fastest = runs.reduce((best, run) => (run.elapsedS < best.elapsedS ? run : best))
  const groups = stageGroups.map(({ what, stages, vastS }) => ({ what, vastS: factor * vastS, ourS: stageSeconds(fastest, stages) }))
  const rows = [...groups, { what: 'the whole command', vastS: factor * vastFigures.totalS, ourS: fastest.elapsedS }]
  const restS = groups.reduce((rest, { ourS }) => rest - ourS, fastest.elapsedS)
  const peakBytes = Math.max(...runs.map((run) => run.peakMemoryBytes))
  printTable(
    `Processing with ${workers} threads, fastest of ${repetitions} runs (${runs.map((run) => seconds(run.elapsedS)).join(', ')} s)`,
    ['', 'Halley, s', 'VAST, s', 'ratio'],
    [
      ...rows.map(({ what, ourS, vastS }) => [what, seconds(ourS), seconds(vastS), times(vastS / ourS)]),
      ['of which starting, checks, new sources', seconds(restS), '', ''],
      [
        'largest resident memory',
        megabytes(peakBytes),
        megabytes(vastFigures.peakMemoryBytes),
        times(vastFigures.peakMemoryBytes / peakBytes),
      ],
    ],
  )
  return [
    ...rows.map(({ what, ourS, vastS }) => speedTarget(what, vastS / ourS, what === 'the whole command' ? leastTotal : leastStage)),
    { what: 'memory', wanted: `below ${megabytes(mostMemoryBytes)}`, measured: megabytes(peakBytes), isMet: peakBytes < mostMemoryBytes },
  ]
}

function speedTarget(what: string, ratio: number, least: number): Target {
  return { what, wanted: `at least ${least} x as fast as VAST`, measured: times(ratio), isMet: ratio >= least }
}

export function stageSeconds(run: Commanded, names: readonly string[]): number {
  return run.stages.reduce((sum, { stage, seconds }) => (names.includes(stage) ? sum + seconds : sum), 0)
}

async function compareAssociation(survey: string, factor: number): Promise<Target[]> {
  const images = await readCatalogues(survey)
  const detections = joinDetections(images)
  const epochs = epochImages(images)
  const timings = await timeInTurns(
    repetitions,
    methods.map((method) => () => associate(detections, epochs, associationSettings(method))),
  )
  const rows = methods.map((method, index) => ({
    method,
    ourS: timings[index].shortestS,
    vastS: factor * vastFigures.associationS[method],
  }))
  printTable(
    `Association alone of ${count(detections.count)} detections, one thread, fastest of ${repetitions}`,
    ['method', 'Halley, s', 'VAST, s', 'ratio'],
    rows.map(({ method, ourS, vastS }) => [method, seconds(ourS), seconds(vastS), times(vastS / ourS)]),
  )
  return rows.map(({ method, ourS, vastS }) => speedTarget(`association alone, ${method}`, vastS / ourS, leastStage))
}

interface SurveyConfig {
  readonly inputs: { readonly image: readonly string[]; readonly selavy: readonly string[] }
}

/** Headers and catalogues of a survey whose configuration lists its files. */
async function readCatalogues(survey: string): Promise<CataloguedImage[]> {
  const { inputs } = parse(await readFile(join(survey, 'config.yaml'), 'utf8')) as SurveyConfig
  const images: CataloguedImage[] = []
  for (const [index, imagePath] of inputs.image.entries()) {
    const source = expectValue(await openFileSource(resolve(survey, imagePath)))
    const selavyPath = inputs.selavy[index]
    images.push(await catalogueImage(source, selavyPath, await readFile(resolve(survey, selavyPath))))
    await source.close()
  }
  return images
}
