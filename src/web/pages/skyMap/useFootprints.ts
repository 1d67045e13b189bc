import { useMemo } from 'react'
import type { Footprints, SkyImage } from '../../../app/contract/skyMap.ts'
import { useApi } from '../../api/useApi.ts'
import { skyRegions, type SkyRegion } from '../../plots/skyChart/skyRegions.ts'

/** What the sky shows of runs: all of them, or those that are chosen. */
export interface ShownFootprints {
  readonly runs: Footprints['runs']
  readonly images: readonly SkyImage[]
  readonly regions: readonly SkyRegion<SkyImage>[]
}

/** The footprints of the runs with some names; none: of all. */
export function useFootprints(names: readonly string[]) {
  const query = useApi('listFootprints', { query: {} })
  const shown = useMemo((): ShownFootprints | null => {
    if (!query.data) return null
    const { runs, images } = query.data
    const isChosen = runs.map(({ name }) => names.length === 0 || names.includes(name))
    const chosen = images.filter((image) => image.runs.some((place) => isChosen[place]))
    return { runs: runs.filter((_, place) => isChosen[place]), images: chosen, regions: skyRegions(chosen) }
  }, [query.data, names])
  return { query, shown }
}

/** The runs that use some images, each with how many of them. */
export function runsOf(
  images: readonly SkyImage[],
  { runs }: Footprints,
): readonly { readonly run: Footprints['runs'][number]; readonly images: number }[] {
  const counts = new Map<number, number>()
  for (const image of images) for (const place of image.runs) counts.set(place, (counts.get(place) ?? 0) + 1)
  return [...counts].flatMap(([place, count]) => {
    const run = runs[place]
    return run ? [{ run, images: count }] : []
  })
}
