import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { presets } from '../src/simulate/presets.ts'
import { printTable, seconds, type Target, times } from './report.ts'
import { simulatedSurvey } from './simulatedSurvey.ts'
import { simulatedFolder } from './survey.ts'
import { command, type CrewOptions, type CrewOutcome, processByCrew, startWorker } from './workerCrew.ts'

const repetitions = 3
const startRepetitions = 5
const leastRatio = 1.7
const mostStartS = 1

/** What workers have processed before, of some seconds: new threads compile what they run first. */
const warmUpOptions = { ...presets.test, epochs: 24, sizePixels: 800, componentsPerImage: 800 }

/** One worker with so many threads, and so many workers with one: all of them make the same. */
const crews: readonly (CrewOptions & { readonly what: string })[] = [
  { what: 'one worker, one thread', workers: 1, threads: 1 },
  { what: 'two workers of one thread', workers: 2, threads: 1 },
  { what: 'one worker, two threads', workers: 1, threads: 2 },
  { what: 'one worker, four threads', workers: 1, threads: 4 },
  { what: 'four workers of one thread', workers: 4, threads: 1 },
]

const sharedStages = ['ingest', 'forced fits'] as const

interface WorkersBench {
  /** A survey that exists; default: the simulated one with sources down to 3 times the noise. */
  readonly survey?: string | undefined
}

/**
 * Processes a survey by one worker and by two, each a process with one thread, in turns; compares what they make, and what
 * more threads and more workers make; and times the start of a worker.
 */
export async function benchWorkers({ survey }: WorkersBench): Promise<Target[]> {
  const config = join(survey ?? (await simulatedFolder(true)), 'config.yaml')
  const warmUp = join(await simulatedSurvey('warm-up', warmUpOptions), 'config.yaml')
  const work = { config, warmUp }
  const [one, two]: [CrewOutcome[], CrewOutcome[]] = [[], []]
  for (let turn = 0; turn < repetitions; turn++) {
    one.push(await processByCrew(work, crews[0]))
    two.push(await processByCrew(work, crews[1]))
  }
  const others: CrewOutcome[] = []
  for (const crew of crews.slice(2)) others.push(await processByCrew(work, crew))
  const shared = compareStages(one, two)
  const same = compareTables([one[0], two[0], ...others])
  return [...shared, same, await benchStart(config)]
}

function stageS({ stages }: CrewOutcome, name: string): number {
  return stages.reduce((sum, { stage, seconds: took }) => (stage === name ? sum + took : sum), 0)
}

function shortest(outcomes: readonly CrewOutcome[], time: (outcome: CrewOutcome) => number): number {
  return Math.min(...outcomes.map(time))
}

/** The shortest time of each stage counts: what slows another is not Halley's. */
function compareStages(one: readonly CrewOutcome[], two: readonly CrewOutcome[]): Target[] {
  const names = [...new Set(one[0].stages.map(({ stage }) => stage))]
  const rows = names.map((name) => {
    const [alone, together] = [one, two].map((outcomes) => shortest(outcomes, (outcome) => stageS(outcome, name)))
    return { name, alone, together, ratio: alone / together }
  })
  const [alone, together] = [one, two].map((outcomes) => shortest(outcomes, (outcome) => outcome.seconds))
  printTable(
    `Processing by one worker and by two, one thread each, which have worked before, fastest of ${repetitions} in turns`,
    ['', 'one, s', 'two, s', 'ratio'],
    [...rows, { name: 'all of it', alone, together, ratio: alone / together }].map(({ name, ...row }) => [
      name,
      seconds(row.alone),
      seconds(row.together),
      times(row.ratio),
    ]),
  )
  const [ofOne, ofTwo] = [one, two].map(([first]) => first.processorS.map(seconds).join(' and '))
  console.log(`\nProcessor time of the first turn: ${ofOne} s by one worker, ${ofTwo} s by two.`)
  return rows
    .filter(({ name }) => sharedStages.some((shared) => shared === name))
    .map(({ name, ratio }) => ({
      what: `two workers, ${name}`,
      wanted: `at least ${leastRatio} x one worker`,
      measured: times(ratio),
      isMet: ratio >= leastRatio,
    }))
}

function compareTables(outcomes: readonly CrewOutcome[]): Target {
  const [first] = outcomes
  const differing = outcomes.map(({ hashes }) => [...first.hashes].filter(([name, hash]) => hashes.get(name) !== hash).length)
  printTable(
    'What they make',
    ['', 'tables', 'that differ'],
    crews.map(({ what }, index) => [what, String(outcomes[index].hashes.size), String(differing[index])]),
  )
  const isSame = outcomes.every(({ hashes }, index) => differing[index] === 0 && hashes.size === first.hashes.size)
  return {
    what: '1, 2 and 4 threads, and workers',
    wanted: 'the same bytes',
    measured: isSame ? 'the same bytes' : 'differing tables',
    isMet: isSame,
  }
}

/** From the call of the system that starts the process to the moment when it has taken an operation, which it then hands back. */
async function startSeconds(home: string): Promise<number> {
  const begin = performance.now()
  const worker = startWorker(home)
  await worker.saying('taken up')
  const took = (performance.now() - begin) / 1000
  await worker.stop()
  return took
}

async function benchStart(config: string): Promise<Target> {
  const home = await mkdtemp(join(tmpdir(), 'halley-bench-start-'))
  try {
    await command(home, 'process', config, '--name', 'waiting', '--detach')
    const taken: number[] = []
    for (let start = 0; start < startRepetitions; start++) taken.push(await startSeconds(home))
    const sorted = taken.toSorted((a, b) => a - b)
    const medianS = sorted[startRepetitions >>> 1]
    printTable(
      `A worker from its start to its first operation, ${startRepetitions} times`,
      ['', 'shortest, s', 'median, s', 'longest, s'],
      [['./halley worker', seconds(sorted[0]), seconds(medianS), seconds(sorted[startRepetitions - 1])]],
    )
    return { what: 'start of a worker', wanted: `below ${mostStartS} s`, measured: `${seconds(medianS)} s`, isMet: medianS < mostStartS }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
