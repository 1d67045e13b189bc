import { describe, expect, test } from 'vitest'
import { fieldAt, imageAt, members, methods, type Offset, relatedPairs, settingsOf } from '../../../tests/pipeline/skyField.ts'
import { associate } from './associate.ts'
import type { DetectionPositions } from './detectionPositions.ts'
import type { AssociationMethod } from './settings.ts'

const centre = { raDeg: 150, decDeg: -30 }

/** Associates epochs of one image each, drawn as offsets in arcsec; rows are numbered through in reading order. */
function associateEpochs(method: AssociationMethod, ...epochs: readonly (readonly Offset[])[]) {
  const { detections, images } = fieldAt(
    centre,
    epochs.map((detections, epoch) => ({ epoch, detections })),
  )
  return associate(detections, images, settingsOf(method))
}

/*
 * The drawings show the sky: digits are rows of the detections, = joins those of one source.
 */
describe('topologies', () => {
  /**
   * ```
   *   0=1=2      3=4=5
   * ```
   */
  test.each(methods)('one-to-one, %s: detections of one object make one source', (method) => {
    const outcome = associateEpochs(
      method,
      [
        [0, 0],
        [60, 0],
      ],
      [
        [60, 1],
        [1, 0],
      ],
      [
        [0, 0],
        [61, 0],
      ],
    )
    expect(members(outcome)).toEqual([
      [0, 3, 4],
      [1, 2, 5],
    ])
    expect(relatedPairs(outcome)).toEqual([])
  })

  /**
   * ```
   *   epoch 1        0
   *   epoch 2     1     2
   * ```
   * The nearer stays; the other gets a fork with the past.
   */
  test.each(methods)('one-to-many, %s: the nearest stays, each other one starts a fork with the whole past', (method) => {
    const outcome = associateEpochs(
      method,
      [[0, 0]],
      [[0, 0.5]],
      [
        [-3, 0],
        [2, 0],
      ],
    )
    expect(members(outcome)).toEqual([
      [0, 1, 2],
      [0, 1, 3],
    ])
    expect(relatedPairs(outcome)).toEqual([[0, 1]])
  })

  test.each(methods)('one-to-many, %s: forks of one source are related to it and not to each other', (method) => {
    const outcome = associateEpochs(
      method,
      [[0, 0]],
      [
        [1, 0],
        [-3, 0],
        [0, 4],
      ],
    )
    expect(members(outcome)).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
    ])
    expect(relatedPairs(outcome)).toEqual([
      [0, 1],
      [0, 2],
    ])
    expect([...outcome.relationFrom]).toEqual([0, 0, 1, 2])
    expect([...outcome.relationTo]).toEqual([1, 2, 0, 0])
  })

  test('a fork keeps the separations of the past', () => {
    const outcome = associateEpochs(
      'basic',
      [[0, 0]],
      [[0, 2]],
      [
        [0, -1],
        [0, 4],
      ],
    )
    expect(members(outcome)).toEqual([
      [0, 1, 2],
      [0, 1, 3],
    ])
    const separations = Array.from(outcome.separationArcsec, (value) => Number(value.toFixed(6)))
    expect(separations).toEqual([0, 2, 2, 0, 2, 3])
  })

  /**
   * ```
   *   epoch 1     0     1
   *   epoch 2        2
   * ```
   */
  test.each(['advanced', 'deruiter'] as const)(
    'many-to-one, %s: a detection joins every source in reach, and they are related',
    (method) => {
      const outcome = associateEpochs(
        method,
        [
          [-3, 0],
          [4, 0],
        ],
        [[0, 0]],
      )
      expect(members(outcome)).toEqual([
        [0, 2],
        [1, 2],
      ])
      expect(relatedPairs(outcome)).toEqual([[0, 1]])
    },
  )

  test('many-to-one, basic: a detection joins the nearest source only', () => {
    const outcome = associateEpochs(
      'basic',
      [
        [-3, 0],
        [4, 0],
      ],
      [[0, 0]],
    )
    expect(members(outcome)).toEqual([[0, 2], [1]])
    expect(relatedPairs(outcome)).toEqual([])
  })

  /**
   * ```
   *   epoch 1     0        1
   *   epoch 2       2    3
   * ```
   * All four pairs are in reach; each detection keeps its nearest source.
   */
  test.each(methods)('many-to-many, %s: each detection keeps its nearest source', (method) => {
    const outcome = associateEpochs(
      method,
      [
        [0, 0],
        [6, 0],
      ],
      [
        [1, 0],
        [5, 0],
      ],
    )
    expect(members(outcome)).toEqual([
      [0, 2],
      [1, 3],
    ])
    expect(relatedPairs(outcome)).toEqual([])
  })

  /**
   * ```
   *   epoch 1     0     1
   *   epoch 2   2    3
   * ```
   * 2 reaches 0 only, 3 reaches both. Source 1 stands in one pair only, so (3, 1) is no rival of (3, 0): both stay,
   * 0 keeps 2 and forks for 3.
   */
  test('many-to-many, advanced: a pair whose source stands alone is no rival, however near', () => {
    const outcome = associateEpochs(
      'advanced',
      [
        [0, 0],
        [12, 0],
      ],
      [
        [-4, 0],
        [7, 0],
      ],
    )
    expect(members(outcome)).toEqual([
      [0, 2],
      [0, 3],
      [1, 3],
    ])
    expect(relatedPairs(outcome)).toEqual([
      [0, 1],
      [1, 2],
    ])
  })

  /**
   * ```
   *            0
   *         2     3
   *            1
   * ```
   * Sources 0 and 1, detections 2 and 3, all four sides equal: all pairs stay. Each source keeps 2 and forks for 3;
   * 2 entangles the sources, 3 their forks.
   */
  test.each(['advanced', 'deruiter'] as const)('many-to-many, %s: in an equilateral rhombus all four pairs stay', (method) => {
    const side = 2 ** -11
    const detections: DetectionPositions = {
      count: 4,
      imageIndex: Int32Array.of(0, 0, 1, 1),
      raDeg: Float64Array.of(0, 0, side, 360 - side),
      decDeg: Float64Array.of(side, -side, 0, 0),
      uncertaintyEwDeg: new Float64Array(4).fill(1 / 3600),
      uncertaintyNsDeg: new Float64Array(4).fill(1 / 3600),
    }
    const images = [0, 1].map((epoch) => ({ epoch, image: imageAt('rhombus.fits', { raDeg: 0, decDeg: 0 }) }))
    const outcome = associate(detections, images, settingsOf(method))
    expect(members(outcome)).toEqual([
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
    ])
    expect(relatedPairs(outcome)).toEqual([
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ])
  })
})

describe('distances', () => {
  test('the separation is from the mean position before the detection joins', () => {
    const outcome = associateEpochs('basic', [[0, 0]], [[0, 2]], [[0, 4]])
    const separations = Array.from(outcome.separationArcsec, (value) => Number(value.toFixed(7)))
    expect(separations).toEqual([0, 2, 3])
    expect([...outcome.deRuiterRadius]).toEqual([0, 0, 0])
  })

  test('the de Ruiter radius is the offset in units of the combined errors, each axis with its own', () => {
    const field = fieldAt(centre, [
      { epoch: 0, detections: [[0, 0]] },
      { epoch: 1, detections: [[3, 4]] },
    ])
    field.detections.uncertaintyEwDeg.set([2 / 3600, 1 / 3600])
    field.detections.uncertaintyNsDeg.set([1 / 3600, 3 / 3600])
    const outcome = associate(field.detections, field.images, settingsOf('deruiter'))
    expect(outcome.deRuiterRadius[0]).toBe(0)
    expect(outcome.deRuiterRadius[1]).toBeCloseTo(Math.sqrt(9 / 5 + 16 / 10), 6)
  })

  test('de Ruiter joins nothing beyond the beamwidth limit, however large the errors', () => {
    const field = fieldAt(centre, [
      {
        epoch: 0,
        detections: [
          [0, 0],
          [100, 0],
        ],
      },
      {
        epoch: 1,
        detections: [
          [0, 11.2],
          [100, 11.3],
        ],
      },
    ])
    field.detections.uncertaintyEwDeg.fill(30 / 3600)
    field.detections.uncertaintyNsDeg.fill(30 / 3600)
    expect(members(associate(field.detections, field.images, settingsOf('deruiter')))).toEqual([[0, 2], [1], [3]])
  })

  test('in an epoch of several images the largest beam sets the beamwidth limit', () => {
    const field = fieldAt(centre, [
      { epoch: 0, detections: [[0, 0]] },
      { epoch: 1, detections: [[0, 15]] },
      { epoch: 1, detections: [] },
    ])
    field.detections.uncertaintyNsDeg.fill(30 / 3600)
    const wide = { epoch: 1, image: { ...field.images[2].image, beamMajorDeg: 25 / 3600 } }
    expect(members(associate(field.detections, field.images, settingsOf('deruiter')))).toEqual([[0], [1]])
    expect(members(associate(field.detections, [field.images[0], field.images[1], wide], settingsOf('deruiter')))).toEqual([[0, 1]])
  })

  test.each(['basic', 'advanced'] as const)('%s joins at the radius and not beyond', (method) => {
    const outcome = associateEpochs(
      method,
      [
        [0, 0],
        [100, 0],
      ],
      [
        [0, 9.9999],
        [100, 10.0001],
      ],
    )
    expect(members(outcome)).toEqual([[0, 2], [1], [3]])
  })

  test('the mean is weighted by the inverse square of the uncertainty, so the better position counts more', () => {
    const field = fieldAt(centre, [
      { epoch: 0, detections: [[0, 0]] },
      { epoch: 1, detections: [[0, 5]] },
      { epoch: 2, detections: [[0, 0]] },
    ])
    field.detections.uncertaintyNsDeg.set([1 / 3600, 2 / 3600, 1 / 3600])
    const outcome = associate(field.detections, field.images, settingsOf('basic'))
    expect(outcome.separationArcsec[2]).toBeCloseTo(1, 6)
  })
})

describe('edges', () => {
  test.each(methods)('%s: no detections give no sources', (method) => {
    const outcome = associateEpochs(method, [], [])
    expect([outcome.sourceCount, outcome.source.length, outcome.relationFrom.length]).toEqual([0, 0, 0])
  })

  test.each(methods)('%s: no images give no sources', (method) => {
    expect(associateEpochs(method).sourceCount).toBe(0)
  })

  test.each(methods)('%s: one epoch gives a source a detection, however near they are', (method) => {
    expect(
      members(
        associateEpochs(method, [
          [0, 0],
          [0.1, 0],
          [0, 0],
        ]),
      ),
    ).toEqual([[0], [1], [2]])
  })

  test.each(methods)('%s: an epoch without detections changes nothing', (method) => {
    expect(members(associateEpochs(method, [[0, 0]], [], [[0, 1]]))).toEqual([[0, 1]])
  })

  test.each(methods)('%s: fields without overlap share no source', (method) => {
    expect(
      members(
        associateEpochs(
          method,
          [
            [0, 0],
            [30, 0],
          ],
          [
            [300, 0],
            [330, 0],
          ],
        ),
      ),
    ).toEqual([[0], [1], [2], [3]])
  })

  test.each([1, -1])('basic: of two equally near sources the one that began first takes the detection, whatever its side', (side) => {
    const eastDeg = side * 2 ** -11
    const field = fieldAt({ raDeg: 180, decDeg: 0 }, [
      {
        epoch: 0,
        detections: [
          [0, 0],
          [0, 0],
        ],
      },
      { epoch: 1, detections: [[0, 0]] },
    ])
    field.detections.raDeg.set([180 + eastDeg, 180 - eastDeg])
    expect(members(associate(field.detections, field.images, settingsOf('basic')))).toEqual([[0, 2], [1]])
  })

  test.each(methods)('%s: of two equally near detections the lower row stays and the other forks', (method) => {
    const outcome = associateEpochs(
      method,
      [[0, 0]],
      [
        [0, 1],
        [0, 1],
      ],
      [[0, 0.5]],
    )
    expect(members(outcome)[0].slice(0, 2)).toEqual([0, 1])
    expect(members(outcome)[1].slice(0, 2)).toEqual([0, 2])
  })

  test('sources are numbered by their detections, not by the order in which they began', () => {
    const outcome = associateEpochs(
      'basic',
      [[0, 0]],
      [
        [4, 0],
        [0, 0],
      ],
      [[300, 0]],
    )
    expect(members(outcome)).toEqual([[0, 1], [0, 2], [3]])
  })
})

const twoFields = (epoch: number) => [
  {
    epoch: 0,
    pointing: [-100, 0] as const,
    detections: [
      [-100, 0],
      [-90, 5],
    ] as const,
  },
  {
    epoch,
    pointing: [100, 0] as const,
    detections: [
      [100, 0],
      [95, 5],
    ] as const,
  },
]

/** Two images of epoch 0, 200 arcsec apart, and one of epoch 1. */
const overlapping = (...detections: readonly (readonly Offset[])[]) =>
  fieldAt(centre, [
    { epoch: 0, pointing: [-100, 0], detections: detections[0] },
    { epoch: 0, pointing: [100, 0], detections: detections[1] },
    { epoch: 1, detections: detections[2] },
  ])

describe('epochs of several images', () => {
  test('of two detections of one object the one farther from its image centre is dropped', () => {
    const { detections, images: list } = overlapping(
      [
        [20, 0],
        [-100, 0],
      ],
      [
        [21, 0],
        [100, 0],
      ],
      [[20, 0]],
    )
    const outcome = associate(detections, list, settingsOf('basic'))
    expect([...outcome.droppedDetection]).toEqual([0])
    expect(members(outcome)).toEqual([[1], [2, 4], [3]])
  })

  test('two detections of one image are never duplicates', () => {
    const { detections, images: list } = overlapping(
      [
        [20, 0],
        [21, 0],
      ],
      [],
      [],
    )
    const outcome = associate(detections, list, settingsOf('advanced'))
    expect(outcome.droppedDetection).toHaveLength(0)
    expect(outcome.sourceCount).toBe(2)
  })

  test('detections just outside the duplicate radius both stay', () => {
    const { detections, images: list } = overlapping([[0, 0]], [[0, 2.6]], [])
    expect(members(associate(detections, list, settingsOf('basic')))).toEqual([[0], [1]])
  })

  test('of two equally far ones the lower row stays', () => {
    const { detections, images: list } = fieldAt(centre, [
      { epoch: 0, detections: [[0, 1]] },
      { epoch: 0, detections: [[0, 1]] },
    ])
    expect([...associate(detections, list, settingsOf('basic')).droppedDetection]).toEqual([1])
  })

  test('every pair counts, also with a detection that another pair drops', () => {
    const { detections, images: list } = overlapping(
      [
        [-100, 0],
        [-95.5, 0],
      ],
      [[-97.7, 0]],
      [],
    )
    expect([...associate(detections, list, settingsOf('basic')).droppedDetection]).toEqual([2])
    const chained = fieldAt(centre, [
      { epoch: 0, pointing: [0, 0], detections: [[0, 0]] },
      { epoch: 0, pointing: [10, 0], detections: [[2, 0]] },
      { epoch: 0, pointing: [20, 0], detections: [[4, 0]] },
    ])
    expect([...associate(chained.detections, chained.images, settingsOf('basic')).droppedDetection]).toEqual([1, 2])
  })

  test.each(methods)('%s: the same images in one epoch and in two give the same sources where nothing overlaps', (method) => {
    const together = fieldAt(centre, twoFields(0))
    const apart = fieldAt(centre, twoFields(1))
    expect(members(associate(together.detections, together.images, settingsOf(method)))).toEqual(
      members(associate(apart.detections, apart.images, settingsOf(method))),
    )
  })

  test('epochs are taken by their number, whatever the order of the images', () => {
    const { detections, images: list } = fieldAt(centre, [
      { epoch: 1, detections: [[0, 3]] },
      { epoch: 0, detections: [[0, 0]] },
    ])
    const outcome = associate(detections, list, settingsOf('basic'))
    expect(members(outcome)).toEqual([[1, 0]])
    expect(outcome.separationArcsec[0]).toBe(0)
    expect(outcome.separationArcsec[1]).toBeCloseTo(3, 6)
  })
})
