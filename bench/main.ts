import { parseArgs } from 'node:util'
import { benchAddition } from './addition.ts'
import { benchCrossMatch, type CrossMatchBench, printCrossMatch } from './crossMatch.ts'
import { benchCutOuts } from './cutouts.ts'
import { benchEtaV } from './etaV.ts'
import { benchExplore } from './explore.ts'
import { benchIdle } from './idle.ts'
import { benchLifeCycle } from './lifeCycle.ts'
import { benchLinear } from './linear.ts'
import { benchNoise } from './noise.ts'
import { benchQuality } from './quality.ts'
import { printTargets, type Target } from './report.ts'
import { benchRemoval } from './removal.ts'
import { benchScale } from './scale.ts'
import { benchSite } from './site.ts'
import { benchSurvey, type SurveyBench } from './survey.ts'
import { benchWorkers } from './workers.ts'

const usage = `Usage: npm run bench [-- PART ... [--survey DIR] [--marginal] [--q3c]]

Measures how fast and how well Halley works, beside something else in the same run. Without a part: all of them.

Parts:
  noise     statistics of a noise map, beside reading its file
  match     cross-match of a million positions with a million, beside astropy
  linear    association, coverage and statistics of four times the measurements
  survey    50 images with 250,000 components through the command line, beside the VAST Pipeline
  scale     surveys of 3, 6 and 10 million measurements from catalogues alone, in memory and by parts of the sky
  addition  the last 10 of these images added to a run of the other 40, beside the VAST Pipeline
  workers   two workers beside one at the marginal survey, what more of them make, and how soon one starts
  lifecycle trash, restore, revert and purge of runs of any size, beside rows in a database
  removal   removing a run's folder, beside rm and unlinking its files
  site      50 clients of the website's server while one run is processed and another purged
  explore   pages, counts, cones, histograms and light curves of a run of a million sources
  cutouts   parts of an image of 14,000 pixels by the server's API, plain and compressed (fpack from Debian's packages)
  etav      the plane of eta and V of a million points in Chromium
  idle      memory of a server that nobody asks anything, and what queries cost beside it
  quality   association on simulated surveys against the truth

Options:
  --survey DIR   a survey to process instead of the simulated one: its config.yaml lists its files
  --q3c          ask the same of PostgreSQL with Q3C, which Debian's packages bring (part explore)
  --marginal     simulate sources down to 3 times the noise, with ten times the forced fits
`

let crossMatch: CrossMatchBench | undefined

/** Once in a run: its time by astropy is the measure of this machine. */
function crossMatchOnce(): CrossMatchBench {
  crossMatch ??= benchCrossMatch()
  return crossMatch
}

interface Options {
  readonly survey?: string
  readonly marginal: boolean
  readonly q3c: boolean
}

function surveyBench({ survey, marginal }: Options): SurveyBench {
  return { folder: survey ?? null, isMarginal: marginal, astropyMatchS: crossMatchOnce().astropy?.pairsS ?? null }
}

type Part = (options: Options) => Promise<readonly Target[]>

/** In the order of a run of all. The noise comes first: what the others leave behind them on the heap would slow it down. */
const parts: Readonly<Record<string, Part>> = {
  noise: benchNoise,
  match: () => Promise.resolve(printCrossMatch(crossMatchOnce())),
  linear: benchLinear,
  survey: (options) => benchSurvey(surveyBench(options)),
  scale: benchScale,
  addition: (options) => benchAddition(surveyBench(options)),
  workers: benchWorkers,
  lifecycle: benchLifeCycle,
  removal: benchRemoval,
  site: benchSite,
  explore: benchExplore,
  idle: benchIdle,
  cutouts: benchCutOuts,
  etav: benchEtaV,
  async quality() {
    await benchQuality()
    return []
  },
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      survey: { type: 'string' },
      marginal: { type: 'boolean', default: false },
      q3c: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const all = values.q3c ? ['explore'] : Object.keys(parts)
  const wanted = positionals.length > 0 ? positionals : all
  const unknown = wanted.filter((name) => !Object.hasOwn(parts, name))
  if (unknown.length > 0) console.error(`There is no part ${unknown.join(', ')}.\n`)
  if (values.help || unknown.length > 0) {
    console.log(usage)
    process.exitCode = unknown.length > 0 ? 2 : 0
    return
  }
  const targets: Target[] = []
  for (const name of wanted) targets.push(...(await parts[name](values)))
  if (targets.length > 0) printTargets(targets)
}

await main()
