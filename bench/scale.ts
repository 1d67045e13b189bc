import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCatalogueSurvey, type CatalogueSurvey } from './catalogueSurvey.ts'
import { type Commanded, processConfig } from './processSurvey.ts'
import { count, megabytes, printTable, seconds, type Target } from './report.ts'
import { stageSeconds } from './survey.ts'

/** Fields on the sky: half of DR1's, DR1's, and as many as 10^7 measurements take. */
const fieldCounts = [138, 276, 432] as const
const surveyOfDr1 = 276
const mostSeconds = 60
const mostMemoryBytes = 3e9
const mostSlope = 1.1
const streamedWithin = '1GB'

/** How a survey is processed: by how many threads, and within which memory where one is given. */
interface Way {
  readonly name: string
  readonly workers: number
  readonly memory?: string
}

const plainWay: Way = { name: 'two', workers: 2 }
const otherWays: readonly Way[] = [
  { name: 'one', workers: 1 },
  { name: 'four', workers: 4 },
  { name: 'streamed', workers: 2, memory: streamedWithin },
]

interface Processed extends Commanded {
  readonly way: Way
  readonly survey: CatalogueSurvey
  /** Of the bytes of all tables. */
  readonly hash: string
}

async function hashOfTables(directory: string): Promise<string> {
  const hash = createHash('sha256')
  const tables = (await readdir(directory)).filter((file) => file.endsWith('.parquet')).toSorted()
  for (const table of tables) hash.update(`${table}\n`).update(await readFile(join(directory, table)))
  return hash.digest('hex')
}

/** Each way makes a run of its own in the home that has the images. */
async function processIn(folder: string, survey: CatalogueSurvey, way: Way): Promise<Processed> {
  const config = join(folder, way.name, 'config.yaml')
  await mkdir(join(folder, way.name))
  await writeFile(config, survey.config)
  const memory = way.memory === undefined ? [] : ['--memory', way.memory]
  const options = ['--name', way.name, '--workers', String(way.workers), ...memory]
  const processed = await processConfig(survey.home, config, options)
  return { ...processed, way, survey, hash: await hashOfTables(processed.directory) }
}

async function processSurveys(): Promise<Processed[]> {
  const processed: Processed[] = []
  for (const fields of fieldCounts) {
    const folder = await mkdtemp(join(tmpdir(), 'halley-bench-scale-'))
    try {
      const survey = await makeCatalogueSurvey(folder, fields)
      for (const way of [plainWay, ...(fields === surveyOfDr1 ? otherWays : [])]) processed.push(await processIn(folder, survey, way))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  return processed
}

const stages = ['association', 'coverage', 'forced fits', 'statistics', 'tables', 'publish'] as const

/** Everything but the check of the configuration and the look at the files, which ingest has anyway. */
function scienceSeconds(run: Commanded): number {
  return stageSeconds(run, stages)
}

function row(run: Processed): string[] {
  const { way, survey, elapsedS, peakMemoryBytes, counts } = run
  const microseconds = (1e6 * scienceSeconds(run)) / survey.measurements
  return [
    count(survey.measurements),
    count(survey.images),
    count(counts.sources),
    `${way.workers}${way.memory === undefined ? '' : `, ${way.memory}`}`,
    ...stages.map((stage) => seconds(stageSeconds(run, [stage]))),
    seconds(elapsedS),
    `${microseconds.toFixed(2)} us`,
    megabytes(peakMemoryBytes),
  ]
}

/** Associates simulated surveys of the size of VAST's first data release, half of it and half as much again, from catalogues alone. */
export async function benchScale(): Promise<Target[]> {
  const runs = await processSurveys()
  const head = ['measurements', 'images', 'sources', 'threads', ...stages, 'command, s', 'a measurement', 'memory']
  printTable('Surveys of catalogues, all tables, a version published; stages in s', head, runs.map(row))
  const ofDr1 = runs.filter(({ survey }) => survey.measurements === runs[1].survey.measurements)
  const [plain] = ofDr1
  const perMeasurement = runs.filter(({ way }) => way === plainWay).map((run) => scienceSeconds(run) / run.survey.measurements)
  const slope = perMeasurement[2] / perMeasurement[0]
  const streamed = ofDr1.find(({ way }) => way.memory !== undefined) ?? plain
  const size = count(plain.survey.measurements)
  const isSame = ofDr1.every(({ hash }) => hash === plain.hash)
  return [
    {
      what: `${size} measurements`,
      wanted: `below ${mostSeconds} s`,
      measured: `${seconds(plain.elapsedS)} s`,
      isMet: plain.elapsedS < mostSeconds,
    },
    memoryTarget(`${size} measurements, memory`, plain, mostMemoryBytes),
    memoryTarget(`${size} measurements with --memory ${streamedWithin}`, streamed, 1e9),
    {
      what: 'time a measurement, 10^7 over half of DR1',
      wanted: `at most ${mostSlope} x`,
      measured: `${slope.toFixed(2)} x`,
      isMet: slope <= mostSlope,
    },
    { what: '1, 2 and 4 threads, and streamed', wanted: 'the same bytes', measured: isSame ? 'the same' : 'others', isMet: isSame },
  ]
}

function memoryTarget(what: string, { peakMemoryBytes }: Commanded, most: number): Target {
  return { what, wanted: `below ${megabytes(most)}`, measured: megabytes(peakMemoryBytes), isMet: peakMemoryBytes < most }
}
