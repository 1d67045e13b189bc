import { success, type Result } from '../../fault/fault.ts'
import type { ImageFacts } from '../../pipeline/image.ts'
import { imagesOfResults, type PlacedImage } from '../../store/catalogue/results.ts'
import { footprintOf } from '../contents/footprint.ts'
import type { Footprints, SkyImage } from '../contract/skyMap.ts'
import type { ReadVersion } from '../drawn/readVersion.ts'
import { askedVersions } from '../explore/askedVersions.ts'
import type { Halley } from '../halley.ts'

/** A hundredth of an arcsecond: what a map can show, and a third of the digits. */
const digits = 6

function rounded(deg: number): number {
  return Number(deg.toFixed(digits))
}

function runOf({ run, version, result }: ReadVersion): Footprints['runs'][number] {
  const { sources } = JSON.parse(result.counts) as { readonly sources: number }
  return { id: run.id, name: run.name, version, sources }
}

function imageOf({ id, number, name, facts: text }: PlacedImage, runs: readonly number[]): SkyImage | null {
  const facts = JSON.parse(text) as ImageFacts
  const footprint = footprintOf(facts).map(([ra, dec]): [number, number] => [rounded(ra), rounded(dec)])
  if (footprint.length === 0) return null
  const { timeUtc, centreRaDeg, centreDecDeg } = facts
  return { id, number, name, timeUtc, raDeg: rounded(centreRaDeg), decDeg: rounded(centreDecDeg), footprint, runs }
}

/**
 * Where on the sky the images of some runs are, each image once. @param runs as of a question about sources
 *
 * @returns the faults of runs that are not there or may not be read
 */
export async function listFootprints(halley: Halley, runs: readonly string[]): Promise<Result<Footprints>> {
  const versions = await askedVersions(halley, runs)
  if (!versions.ok) return versions
  const placeOfResult = Map.groupBy(versions.value.entries(), ([, { result }]) => result.id)
  const uses = await imagesOfResults(halley.store.catalogue, [...placeOfResult.keys()])
  const images = [...Map.groupBy(uses, ({ id }) => id).values()].flatMap((some) => {
    const places = some.flatMap(({ resultId }) => (placeOfResult.get(resultId) ?? []).map(([place]) => place))
    const [first] = some
    return (first && imageOf(first, places)) ?? []
  })
  return success({ runs: versions.value.map(runOf), images: images.sort((a, b) => (a.timeUtc < b.timeUtc ? -1 : 1)) })
}
