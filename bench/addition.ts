import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse, stringify } from 'yaml'
import { type Commanded, processConfig } from './processSurvey.ts'
import { count, megabytes, printTable, seconds, type Target, times } from './report.ts'
import { machineFactor, simulatedFolder, stageSeconds, type SurveyBench, workers } from './survey.ts'
import { vastFigures } from './vastFigures.ts'

const added = 10
const repetitions = 5
const leastRatio = 20
const mostMemoryBytes = 600e6

interface ListedConfig {
  readonly inputs: Readonly<Record<string, readonly string[]>>
}

/** Writes a configuration over the first images of a survey whose configuration lists its files; gives its path. */
async function writeFirst(survey: string, folder: string, images: number): Promise<string> {
  const config = parse(await readFile(join(survey, 'config.yaml'), 'utf8')) as ListedConfig
  const inputs = Object.entries(config.inputs).map(([kind, files]) => [kind, files.slice(0, images).map((file) => resolve(survey, file))])
  const path = join(folder, `first-${images}.yaml`)
  await writeFile(path, stringify({ ...config, inputs: Object.fromEntries(inputs) }))
  return path
}

async function imageCount(survey: string): Promise<number> {
  const config = parse(await readFile(join(survey, 'config.yaml'), 'utf8')) as ListedConfig
  return config.inputs['image'].length
}

interface Additions {
  readonly images: number
  /** Of the version that images are added to. */
  readonly fitsBefore: number
  readonly runs: readonly Commanded[]
  /** The same with every fit made anew. */
  readonly anew: readonly Commanded[]
  readonly fitsTakenOver: number
}

/** Fits that a run's last processing took over from the version before, as its log says. */
async function fitsTakenOver(directory: string): Promise<number> {
  const logs = (await readdir(directory)).filter((name) => name.endsWith('_log.txt')).sort()
  const log = await readFile(join(directory, logs.at(-1) ?? ''), 'utf8')
  return Number(/(\d+) fits taken over/.exec(log)?.[1] ?? 0)
}

/** Adds the last images to a run of the others, each time in a new store: in a copy, files would not be known to be whole. */
async function measure(survey: string, folder: string): Promise<Additions> {
  const images = await imageCount(survey)
  const [first, all] = [await writeFirst(survey, folder, images - added), await writeFirst(survey, folder, images)]
  const options = ['--name', 'bench', '--workers', String(workers)]
  const before: Commanded[] = []
  const runs: Commanded[] = []
  const anew: Commanded[] = []
  let taken = 0
  for (let turn = 0; turn < 2 * repetitions; turn++) {
    const home = join(folder, 'home')
    before.push(await processConfig(home, first, options))
    const isAnew = turn % 2 === 1
    const outcome = await processConfig(home, all, isAnew ? [...options, '--full-rerun'] : options)
    if (!isAnew) taken = await fitsTakenOver(outcome.directory)
    const outcomes = isAnew ? anew : runs
    outcomes.push(outcome)
    await rm(home, { recursive: true })
  }
  return { images, fitsBefore: before[0].counts.forced, runs, anew, fitsTakenOver: taken }
}

function fastest(runs: readonly Commanded[]): Commanded {
  return runs.reduce((best, run) => (run.elapsedS < best.elapsedS ? run : best))
}

/** Adds 10 images to a run of 40 with the command line, and compares that with what the VAST Pipeline takes. */
export async function benchAddition({ folder, isMarginal, astropyMatchS }: SurveyBench): Promise<Target[]> {
  const factor = machineFactor(astropyMatchS)
  const survey = folder ?? (await simulatedFolder(isMarginal))
  const work = await mkdtemp(join(tmpdir(), 'halley-bench-addition-'))
  try {
    return report(await measure(survey, work), factor)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

function report({ images, fitsBefore, runs, anew, fitsTakenOver: taken }: Additions, factor: number): Target[] {
  const [best, bestAnew] = [fastest(runs), fastest(anew)]
  const vastS = factor * vastFigures.addImagesS
  const peakBytes = Math.max(...runs.map((run) => run.peakMemoryBytes))
  printTable(
    `Adding ${added} images to a run of ${images - added}, fastest of ${runs.length} (${runs.map((run) => seconds(run.elapsedS)).join(', ')} s)`,
    ['', 'Halley', 'with --full-rerun', 'VAST', 'ratio'],
    [
      ['the whole command, s', seconds(best.elapsedS), seconds(bestAnew.elapsedS), seconds(vastS), times(vastS / best.elapsedS)],
      ['of which forced fits, s', seconds(stageSeconds(best, ['forced fits'])), seconds(stageSeconds(bestAnew, ['forced fits'])), '', ''],
      ['fits taken over', `${count(taken)} of ${count(fitsBefore)}`, 'none', '', ''],
      ['largest resident memory', megabytes(peakBytes), '', megabytes(vastFigures.addImagesPeakMemoryBytes), ''],
    ],
  )
  const ratio = vastS / best.elapsedS
  return [
    { what: 'adding images', wanted: `at least ${leastRatio} x as fast as VAST`, measured: times(ratio), isMet: ratio >= leastRatio },
    {
      what: 'adding images, memory',
      wanted: `below ${megabytes(mostMemoryBytes)}`,
      measured: megabytes(peakBytes),
      isMet: peakBytes < mostMemoryBytes,
    },
  ]
}
