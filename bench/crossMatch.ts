import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { arcsecToDeg } from '../src/sky/angle.ts'
import { crossMatch } from '../src/sky/crossMatch.ts'
import { nearest } from '../src/sky/nearest.ts'
import { buildSkyIndex } from '../src/sky/skyIndex.ts'
import type { SkyPairs } from '../src/sky/skyPairs.ts'
import { printTable, seconds, type Target, times } from './report.ts'

const count = 1_000_000
const radiusArcsec = 10
const runs = 3

export interface CrossMatchBench {
  readonly pairs: number
  /** Best of some runs, s: all pairs within the radius; tree and nearest position. */
  readonly pairsS: number
  readonly nearestS: number
  /** The same work by astropy in this run, on the same positions; null where it is not installed. */
  readonly astropy: AstropyMatch | null
}

interface AstropyMatch {
  readonly pairsS: number
  readonly nearestS: number
  readonly identicalPairs: boolean
  readonly identicalNearest: boolean
}

/** Times the match of two catalogues of a million positions each, by Halley and by astropy where it is installed. */
export function benchCrossMatch(): CrossMatchBench {
  const [ra, dec, otherRa, otherDec] = catalogues()
  const around = best(() => crossMatch(ra, dec, otherRa, otherDec, arcsecToDeg(radiusArcsec)))
  const closest = best(() => nearest(buildSkyIndex(otherRa, otherDec), ra, dec).index)
  const astropy = matchWithAstropy([ra, dec, otherRa, otherDec], around.value, closest.value)
  const ours = { pairs: around.value.query.length, pairsS: around.seconds, nearestS: closest.seconds }
  return { ...ours, astropy }
}

/** Uniform over the sky; four of five in the second catalogue are those of the first, up to 1.5 arcsec away on each axis. */
function catalogues(): Float64Array[] {
  const columns = Array.from({ length: 4 }, () => new Float64Array(count))
  const [ra, dec, otherRa, otherDec] = columns
  let state = 20_261
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
  for (let i = 0; i < count; i++) {
    ra[i] = 360 * random()
    dec[i] = (Math.asin(2 * random() - 1) * 180) / Math.PI
    const same = random() < 0.8
    const right = random()
    const up = random()
    const cosDec = Math.cos((dec[i] * Math.PI) / 180)
    otherRa[i] = same ? (ra[i] + arcsecToDeg(3 * right - 1.5) / cosDec + 360) % 360 : 360 * right
    otherDec[i] = same ? Math.max(-90, Math.min(90, dec[i] + arcsecToDeg(3 * up - 1.5))) : (Math.asin(2 * up - 1) * 180) / Math.PI
  }
  return columns
}

function best<T>(work: () => T): { seconds: number; value: T } {
  let start = performance.now()
  let value = work()
  let shortest = performance.now() - start
  for (let run = 1; run < runs; run++) {
    start = performance.now()
    value = work()
    shortest = Math.min(shortest, performance.now() - start)
  }
  return { seconds: shortest / 1000, value }
}

function matchWithAstropy(columns: readonly Float64Array[], pairs: SkyPairs, closest: Int32Array): AstropyMatch | null {
  if (spawnSync('/usr/bin/python3', ['-c', 'import astropy, scipy']).status !== 0) return null
  const directory = mkdtempSync(join(tmpdir(), 'halley-bench-'))
  try {
    const positions = join(directory, 'positions')
    const found = join(directory, 'pairs')
    writeFileSync(positions, Buffer.concat(columns.map((column) => Buffer.from(column.buffer))))
    const script = fileURLToPath(new URL('crossMatch_astropy.py', import.meta.url))
    const { status, stdout, stderr } = spawnSync('/usr/bin/python3', [script, positions, String(radiusArcsec), found], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`crossMatch_astropy.py ended with ${status}: ${stderr}`)
    const times = JSON.parse(stdout) as { searchAroundS: number; nearestS: number; pairs: number }
    const bytes = readFileSync(found)
    const theirs = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
    return {
      pairsS: times.searchAroundS,
      nearestS: times.nearestS,
      identicalPairs: times.pairs === pairs.query.length && samePairs(pairs, theirs),
      identicalNearest: closest.every((index, i) => index === theirs[2 * times.pairs + i]),
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** `theirs`: all first members, then all second members, sorted by both. */
function samePairs({ query, index }: SkyPairs, theirs: Int32Array): boolean {
  const order = Int32Array.from(query.keys()).sort((a, b) => query[a] - query[b] || index[a] - index[b])
  return order.every((k, i) => query[k] === theirs[i] && index[k] === theirs[order.length + i])
}

const leastRatio = 2

function matchRow(what: string, ours: number, theirs: number | undefined, isIdentical: boolean | undefined): string[] {
  if (theirs === undefined || isIdentical === undefined) return [what, seconds(ours), '-', '-', '-']
  return [what, seconds(ours), seconds(theirs), times(theirs / ours), isIdentical ? 'yes' : 'NO']
}

/** Prints the match beside astropy's. */
export function printCrossMatch({ pairs, pairsS, nearestS, astropy }: CrossMatchBench): Target[] {
  printTable(
    `Match of ${count.toLocaleString('en')} x ${count.toLocaleString('en')} positions, ${pairs.toLocaleString('en')} pairs, best of ${runs}`,
    ['', 'Halley, s', 'astropy, s', 'ratio', 'identical'],
    [
      matchRow(`all pairs within ${radiusArcsec}"`, pairsS, astropy?.pairsS, astropy?.identicalPairs),
      matchRow('nearest position, tree included', nearestS, astropy?.nearestS, astropy?.identicalNearest),
    ],
  )
  if (astropy === null) {
    console.log('astropy is not installed for /usr/bin/python3 (Debian: python3-astropy, python3-scipy): no comparison')
    return []
  }
  const ratio = astropy.pairsS / pairsS
  return [
    {
      what: 'match with identical pairs',
      wanted: `at least ${leastRatio} x as fast as astropy`,
      measured: astropy.identicalPairs ? times(ratio) : 'other pairs',
      isMet: ratio >= leastRatio && astropy.identicalPairs,
    },
  ]
}
