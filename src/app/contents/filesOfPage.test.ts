import { array, assert, boolean, integer, nat, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { FIRST_FORCED_ID, firstMeasurementId } from '../process/measurementId.ts'
import { filesOfPage, type PageOfIds } from './filesOfPage.ts'

interface World {
  /** Rows of each image's catalogue, by the number of the image less one. */
  readonly rows: readonly number[]
  readonly forcedRows: number
}

function idsOf({ rows, forcedRows }: World): ReadonlyMap<string, readonly number[]> {
  const detections = rows.map(
    (count, image) => [`image ${image + 1}`, Array.from({ length: count }, (_, row) => firstMeasurementId(image + 1) + row)] as const,
  )
  return new Map([...detections, ['forced', Array.from({ length: forcedRows }, (_, row) => FIRST_FORCED_ID + row)]])
}

function pageOf(ids: readonly number[], { isDescending, after, limit }: PageOfIds): readonly number[] {
  const ordered = ids.toSorted((a, b) => (isDescending ? b - a : a - b))
  return ordered.filter((id) => after === null || (isDescending ? id < after : id > after)).slice(0, limit)
}

function filesFor({ rows }: World, page: PageOfIds): readonly string[] {
  const detections = rows.map((count, image) => ({ path: `image ${image + 1}`, number: image + 1, rows: count }))
  return filesOfPage({ detections, forced: ['forced'] }, page)
}

test('the files of a page have all of its rows, wherever it begins', () => {
  const world = record({ rows: array(nat({ max: 4 }), { maxLength: 8 }), forcedRows: nat({ max: 4 }) })
  assert(
    property(world, boolean(), nat(), integer({ min: 1, max: 6 }), (some, isDescending, pick, limit) => {
      const ids = idsOf(some)
      const all = [...ids.values()].flat()
      const after = all.length === 0 || pick % 3 === 0 ? null : (all[pick % all.length] ?? null)
      const page = { isDescending, after, limit }
      const found = filesFor(some, page).flatMap((file) => ids.get(file) ?? [])
      expect(pageOf(found, page)).toEqual(pageOf(all, page))
    }),
  )
})

test('a page of thousands of images opens the few that it shows', () => {
  const some = { rows: Array.from({ length: 3000 }, () => 1000), forcedRows: 10 }
  const middle = firstMeasurementId(1500) + 999
  expect(filesFor(some, { isDescending: false, after: null, limit: 101 })).toEqual(['image 1'])
  expect(filesFor(some, { isDescending: false, after: middle, limit: 101 })).toEqual(['image 1500', 'image 1501'])
  expect(filesFor(some, { isDescending: true, after: middle, limit: 101 })).toEqual(['image 1500', 'image 1499'])
  expect(filesFor(some, { isDescending: false, after: FIRST_FORCED_ID, limit: 101 })).toEqual(['forced'])
})
