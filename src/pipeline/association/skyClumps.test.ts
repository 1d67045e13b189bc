import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crowdedEpochs } from '../../../tests/pipeline/arbitraryField.ts'
import { type Field, fieldAt, joinFields, methods, settingsOf } from '../../../tests/pipeline/skyField.ts'
import { separationDeg } from '../../sky/separation.ts'
import { associate } from './associate.ts'
import { mergeGroups } from './mergeGroups.ts'
import type { AssociationSettings } from './settings.ts'
import { SkyClumps } from './skyClumps.ts'
import { groupDetections, reachArcsec } from './skyGroups.ts'

function clumpsOf({ detections }: Field, reach: number): SkyClumps {
  const clumps = new SkyClumps(reach)
  for (let row = 0; row < detections.count; row++) clumps.add(detections.raDeg[row], detections.decDeg[row])
  return clumps
}

function rowsOfParts({ detections }: Field, clumps: SkyClumps, mostInPart: number): Int32Array[] {
  const parts = clumps.parts(mostInPart)
  const rows: number[][] = Array.from(parts.sizes, () => [])
  for (let row = 0; row < detections.count; row++) rows[parts.partOf(detections.raDeg[row], detections.decDeg[row])].push(row)
  expect(rows.map(({ length }) => length)).toEqual([...parts.sizes])
  return rows.map((list) => Int32Array.from(list))
}

function associateInParts(field: Field, settings: AssociationSettings, mostInPart: number) {
  const clumps = clumpsOf(field, reachArcsec(field.images, settings))
  const parts = rowsOfParts(field, clumps, mostInPart).map((rows) => {
    const group = { rows, images: Int32Array.from(field.images.keys()) }
    return { group, outcome: associate(groupDetections(field.detections, group), field.images, settings) }
  })
  return mergeGroups(parts.toReversed(), field.detections.count)
}

const seams = [
  { raDeg: 0, decDeg: 0 },
  { raDeg: 359.9999, decDeg: -45 },
  { raDeg: 90, decDeg: 0 },
  { raDeg: 180, decDeg: 60 },
  { raDeg: 0, decDeg: 90 },
  { raDeg: 77, decDeg: -90 },
] as const

/** Fields one beside the other, so near that they touch or not, and crowded in themselves. */
const skies = fc
  .tuple(
    fc.constantFrom(...seams),
    fc.array(fc.tuple(fc.constantFrom(0, 18, 30, 45, 60, 90, 4000), crowdedEpochs(10)), { minLength: 1, maxLength: 6 }),
  )
  .map(([centre, fields]) =>
    joinFields(
      fields.map(([eastArcsec, drawn]) => {
        const moved = drawn.map((image) => ({
          ...image,
          detections: image.detections.map(([east, north]) => [east + eastArcsec, north] as const),
        }))
        return fieldAt(centre, moved)
      }),
    ),
  )

test.each(methods)('%s: associating part by part gives the very bytes of associating the whole sky', (method) => {
  fc.assert(
    fc.property(skies, fc.integer({ min: 1, max: 40 }), (field, mostInPart) => {
      const settings = settingsOf(method)
      expect(associateInParts(field, settings, mostInPart)).toEqual(associate(field.detections, field.images, settings))
    }),
    { numRuns: 300 },
  )
})

test('positions within the reach of each other are never parted', () => {
  fc.assert(
    fc.property(skies, fc.integer({ min: 4, max: 30 }), (field, reach) => {
      const { raDeg, decDeg } = field.detections
      const rows = rowsOfParts(field, clumpsOf(field, reach), 1)
      for (const [part, own] of rows.entries()) {
        const others = rows.slice(part + 1).flatMap((other) => [...other])
        const separations = [...own].flatMap((a) => others.map((b) => 3600 * separationDeg(raDeg[a], decDeg[a], raDeg[b], decDeg[b])))
        expect(separations.filter((separation) => separation <= reach)).toEqual([])
      }
    }),
  )
})

function row(offsetsArcsec: readonly number[]): Field {
  return fieldAt({ raDeg: 10, decDeg: -30 }, [{ epoch: 0, detections: offsetsArcsec.map((east) => [east, 0] as const) }])
}

describe('parts', () => {
  test('hold whole clumps, as many as fit', () => {
    const field = row([0, 15, 30, 1000, 2000, 2005, 3000])
    expect(rowsOfParts(field, clumpsOf(field, 20), 100)).toHaveLength(1)
    expect(rowsOfParts(field, clumpsOf(field, 20), 1)).toHaveLength(4)
  })

  test('are none of nothing', () => {
    expect(new SkyClumps(20).parts(10).count).toBe(0)
  })
})
