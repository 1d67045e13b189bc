import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crowdedEpochs } from '../../../tests/pipeline/arbitraryField.ts'
import { type Field, fieldAt, joinFields, methods, settingsOf } from '../../../tests/pipeline/skyField.ts'
import { associate } from './associate.ts'
import { mergeGroups } from './mergeGroups.ts'
import type { AssociationSettings } from './settings.ts'
import { groupDetections, skyGroups } from './skyGroups.ts'

const settings = settingsOf('basic')

function groupsOf(field: Field, own = settings): number[][] {
  return skyGroups(field.detections, field.images, own).map(({ images }) => [...images])
}

function associateInGroups(field: Field, own: AssociationSettings) {
  const parts = skyGroups(field.detections, field.images, own).map((group) => ({
    group,
    outcome: associate(groupDetections(field.detections, group), field.images, own),
  }))
  return mergeGroups(parts.toReversed(), field.detections.count)
}

const spread = (eastArcsec: number) =>
  fieldAt({ raDeg: 0, decDeg: 0 }, [
    {
      epoch: 0,
      pointing: [0, 0],
      detections: [
        [-100, 0],
        [100, 0],
      ],
    },
    {
      epoch: 1,
      pointing: [eastArcsec, 0],
      detections: [
        [eastArcsec - 50, 0],
        [eastArcsec, 10],
      ],
    },
  ])

describe('groups', () => {
  test('images whose detections come within twice the radius are together, across RA 0 too', () => {
    expect(groupsOf(spread(169))).toEqual([[0, 1]])
    expect(groupsOf(spread(-169))).toEqual([[0, 1]])
  })

  test('images farther apart are on their own, in the order of the images', () => {
    expect(groupsOf(spread(171))).toEqual([[0], [1]])
    expect(groupsOf(spread(-171))).toEqual([[0], [1]])
  })

  test('the radius that counts is the one of the method', () => {
    expect(groupsOf(spread(171), settingsOf('deruiter'))).toEqual([[0, 1]])
    expect(groupsOf(spread(173), settingsOf('deruiter'))).toEqual([[0], [1]])
  })

  test('images are joined through others between them', () => {
    const field = fieldAt(
      { raDeg: 0, decDeg: 60 },
      [0, 800, 400].map((east, epoch) => ({ epoch, pointing: [east, 0], detections: [[east - 195, 0]] })),
    )
    expect(groupsOf(field)).toEqual([[0, 1, 2]])
  })

  test('an image without detections is in no group, and no detections make no groups', () => {
    const field = fieldAt({ raDeg: 0, decDeg: 0 }, [
      { epoch: 0, detections: [] },
      { epoch: 1, detections: [[0, 0]] },
    ])
    expect(groupsOf(field)).toEqual([[1]])
    expect(groupsOf(fieldAt({ raDeg: 0, decDeg: 0 }, [{ epoch: 0, detections: [] }]))).toEqual([])
  })

  test('no groups merge to nothing', () => {
    expect(mergeGroups([], 0).sourceCount).toBe(0)
  })
})

/** Fields that may touch or lie far apart; every epoch has images of several. */
const scatteredFields = fc
  .array(fc.tuple(fc.constantFrom(0, 12, 25, 40, 400, 4000), fc.constantFrom(0, 20, 3600), crowdedEpochs(6)), {
    minLength: 1,
    maxLength: 5,
  })
  .map((fields) =>
    joinFields(fields.map(([east, north, drawn]) => fieldAt({ raDeg: (359.99 + east / 3600) % 360, decDeg: north / 3600 }, drawn))),
  )

test.each(methods)('%s: associating group by group gives the very bytes of associating all at once', (method) => {
  fc.assert(
    fc.property(scatteredFields, (field) => {
      expect(associateInGroups(field, settingsOf(method))).toEqual(associate(field.detections, field.images, settingsOf(method)))
    }),
    { numRuns: 200 },
  )
})
