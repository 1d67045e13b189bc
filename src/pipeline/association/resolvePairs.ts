import type { CandidatePairs } from './candidatePairs.ts'
import type { SourceBook } from './sourceBook.ts'

/**
 * Decides which detections of an epoch join which sources, in this order (Transients Pipeline, Swinbank et al. 2015,
 * Astronomy & Computing 11, 25, as the VAST Pipeline applies it):
 *
 * 1. many-to-many: of the pairs whose detection and source both stand in other pairs too, each detection keeps its
 *    nearest; equally near ones all stay.
 * 2. one-to-many: of several detections beside one source the nearest stays with it; each other one gets a fork: a new
 *    source with the source's whole past, related to it.
 * 3. many-to-one: a detection beside several sources joins them all, and they become related to one another.
 *
 * Near is by de Ruiter radius where the method is his, else by separation. Forks begin in the order of their source,
 * then of nearness, then of the detection's row. On return `pairs` holds what is to be appended to the book, forks
 * already put in the place of their sources. The basic method enters with one pair a detection, so that only the second
 * step finds work.
 */
export function resolvePairs(pairs: CandidatePairs, nearness: Nearness, book: SourceBook, pairsOfSource: Int32Array): void {
  keepNearestOfManyToMany(pairs, nearness, pairsOfSource)
  forkOneToMany(pairs, nearness, book, pairsOfSource)
  relateManyToOne(pairs, book)
}

export type Nearness = 'separationArcsec' | 'deRuiter'

/** Adds `step` to the entry of each pair's source: +1 counts, -1 leaves the array as it was. */
function countSources(pairs: CandidatePairs, step: 1 | -1, pairsOfSource: Int32Array): void {
  for (let i = 0; i < pairs.count; i++) pairsOfSource[pairs.source.values[i]] += step
}

function keepNearestOfManyToMany(pairs: CandidatePairs, nearness: Nearness, pairsOfSource: Int32Array): void {
  const distance = pairs[nearness].values
  const source = pairs.source.values
  const drop = new Uint8Array(pairs.count)
  countSources(pairs, 1, pairsOfSource)
  for (let first = 0, end = 0; first < pairs.count; first = end) {
    end = endOfDetection(pairs, first)
    if (end === first + 1) continue
    let nearest = Infinity
    for (let i = first; i < end; i++) if (pairsOfSource[source[i]] > 1) nearest = Math.min(nearest, distance[i])
    for (let i = first; i < end; i++) if (pairsOfSource[source[i]] > 1 && distance[i] > nearest) drop[i] = 1
  }
  countSources(pairs, -1, pairsOfSource)
  let kept = 0
  for (let i = 0; i < drop.length; i++) if (!drop[i]) pairs.copy(i, kept++)
  pairs.truncate(kept)
}

/** One past the last pair of the detection that pair `first` begins. */
function endOfDetection(pairs: CandidatePairs, first: number): number {
  const detection = pairs.detection.values
  let end = first + 1
  while (end < pairs.count && detection[end] === detection[first]) end++
  return end
}

function forkOneToMany(pairs: CandidatePairs, nearness: Nearness, book: SourceBook, pairsOfSource: Int32Array): void {
  const distance = pairs[nearness].values
  const detection = pairs.detection.values
  const source = pairs.source.values
  countSources(pairs, 1, pairsOfSource)
  const shared: number[] = []
  for (let i = 0; i < pairs.count; i++) if (pairsOfSource[source[i]] > 1) shared.push(i)
  countSources(pairs, -1, pairsOfSource)
  shared.sort((a, b) => source[a] - source[b] || distance[a] - distance[b] || detection[a] - detection[b])
  let original = -1
  for (const pair of shared) {
    if (source[pair] !== original) {
      original = source[pair]
      continue
    }
    const fork = book.fork(original)
    book.relate(original, fork)
    source[pair] = fork
  }
}

function relateManyToOne(pairs: CandidatePairs, book: SourceBook): void {
  const source = pairs.source.values
  for (let first = 0, end = 0; first < pairs.count; first = end) {
    end = endOfDetection(pairs, first)
    for (let i = first; i < end; i++) {
      for (let j = i + 1; j < end; j++) book.relate(source[i], source[j])
    }
  }
}
