import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { crowdedEpochs, crowdedField } from '../../../tests/pipeline/arbitraryField.ts'
import { associateOnPlane, compareRows } from '../../../tests/pipeline/flatAssociation.ts'
import { type DrawnImage, fieldAt, members, methods, settingsOf, type SkyPosition } from '../../../tests/pipeline/skyField.ts'
import { type AssociationOutcome, associate } from './associate.ts'
import type { AssociationMethod } from './settings.ts'

function associateAt(centre: SkyPosition, method: AssociationMethod, drawn: readonly DrawnImage[]): AssociationOutcome {
  const { detections, images } = fieldAt(centre, drawn)
  return associate(detections, images, settingsOf(method))
}

function relatedRows(outcome: AssociationOutcome): { rows: number[]; related: number[][] }[] {
  const rows = members(outcome)
  const related: number[][][] = rows.map(() => [])
  for (const [i, from] of outcome.relationFrom.entries()) related[from].push(rows[outcome.relationTo[i]])
  return rows.map((list, source) => ({ rows: list, related: related[source].sort(compareRows) }))
}

test.each(methods)('%s: agrees with the rules said plainly on a plane', (method) => {
  fc.assert(
    fc.property(crowdedField(), (drawn) => {
      expect(relatedRows(associateAt({ raDeg: 150, decDeg: -30 }, method, drawn))).toEqual(associateOnPlane(method, drawn))
    }),
    { numRuns: 400 },
  )
})

const seams: readonly SkyPosition[] = [
  { raDeg: 0, decDeg: 0 },
  { raDeg: 90, decDeg: 0 },
  { raDeg: 180, decDeg: 45 },
  { raDeg: 270, decDeg: -80 },
  { raDeg: 0.1, decDeg: -30 },
  { raDeg: 0, decDeg: 90 },
  { raDeg: 123, decDeg: 90 },
  { raDeg: 0, decDeg: -90 },
]

test.each(methods)('%s: a field gives the same sources and relations at RA 0, 90, 180, 270 and on both poles', (method) => {
  fc.assert(
    fc.property(fc.oneof(crowdedField(), crowdedEpochs()), (drawn) => {
      const here = associateAt({ raDeg: 150, decDeg: -30 }, method, drawn)
      for (const centre of seams) {
        const there = associateAt(centre, method, drawn)
        expect(members(there)).toEqual(members(here))
        expect([...there.relationTo]).toEqual([...here.relationTo])
        expect([...there.droppedDetection]).toEqual([...here.droppedDetection])
        for (const [i, separation] of there.separationArcsec.entries())
          expect(Math.abs(separation - here.separationArcsec[i])).toBeLessThan(1e-5)
      }
    }),
    { numRuns: 150 },
  )
})

const errorArcsec = fc.integer({ min: 3, max: 40 }).map((tenths) => tenths / 10)

test.each(methods)('%s: a turn of the sky changes nothing, whatever the ellipses of the errors', (method) => {
  fc.assert(
    fc.property(crowdedField(), fc.infiniteStream(errorArcsec), fc.constantFrom(0, 89.999, 269.9985, 359.9995), (drawn, errors, raDeg) => {
      const here = fieldAt({ raDeg: 150, decDeg: -62 }, drawn)
      for (const column of [here.detections.uncertaintyEwDeg, here.detections.uncertaintyNsDeg]) {
        for (let i = 0; i < column.length; i++) column[i] = errors.next().value / 3600
      }
      const turned = here.detections.raDeg.map((ra) => (ra - 150 + raDeg + 360) % 360)
      const expected = associate(here.detections, here.images, settingsOf(method))
      const found = associate({ ...here.detections, raDeg: turned }, here.images, settingsOf(method))
      expect(members(found)).toEqual(members(expected))
      expect([...found.relationTo]).toEqual([...expected.relationTo])
      for (const [i, radius] of found.deRuiterRadius.entries()) expect(radius).toBeCloseTo(expected.deRuiterRadius[i], 5)
    }),
    { numRuns: 150 },
  )
})

test.each(methods)('%s: the order of the images of an epoch does not change who belongs together', (method) => {
  fc.assert(
    fc.property(crowdedEpochs(), (drawn) => {
      const forward = associateAt({ raDeg: 10, decDeg: 20 }, method, drawn)
      const backward = associateAt({ raDeg: 10, decDeg: 20 }, method, drawn.toReversed())
      expect(positions(backward, drawn.toReversed())).toEqual(positions(forward, drawn))
    }),
    { numRuns: 200 },
  )
})

test.each(methods)('%s: every detection that is not dropped belongs to a source, and none to a source twice', (method) => {
  fc.assert(
    fc.property(crowdedEpochs(), (drawn) => {
      const outcome = associateAt({ raDeg: 10, decDeg: 20 }, method, drawn)
      const count = drawn.reduce((sum, { detections }) => sum + detections.length, 0)
      expect(new Set([...outcome.detection, ...outcome.droppedDetection]).size).toBe(count)
      for (const rows of members(outcome)) expect(new Set(rows).size).toBe(rows.length)
      expect(members(outcome).toSorted(compareRows)).toEqual(members(outcome))
    }),
  )
})

/** The members of each source as texts of their offsets, in an order of their own. */
function positions(outcome: AssociationOutcome, drawn: readonly DrawnImage[]): string[] {
  const offsets = drawn.flatMap(({ epoch, detections }) => detections.map((offset) => `${epoch}:${offset.join(',')}`))
  return members(outcome)
    .map((rows) => rows.map((row) => offsets[row]).join(' '))
    .toSorted()
}
