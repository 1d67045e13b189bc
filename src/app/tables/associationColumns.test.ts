import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AssociationTableInput, associationColumns } from './associationColumns.ts'

interface Drawn {
  /** Detections of each image, and the image's number. */
  readonly images: readonly { readonly number: number; readonly rows: number }[]
  readonly ids: readonly number[]
  /** Picks of a source and a detection, and of a source and an image with a forced fit. */
  readonly members: readonly (readonly [source: number, detection: number])[]
  readonly fits: readonly (readonly [source: number, image: number])[]
}

const arbitraryRun: fc.Arbitrary<Drawn> = fc.record({
  images: fc.uniqueArray(fc.record({ number: fc.integer({ min: 1, max: 50 }), rows: fc.nat(5) }), {
    selector: ({ number }) => number,
    minLength: 1,
    maxLength: 6,
  }),
  ids: fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 }),
  members: fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { maxLength: 40 }),
  fits: fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { maxLength: 20 }),
})

/** A run as association leaves it: entries by source, forced fits by (image, source). */
function tableInput({ images, ids, members, fits }: Drawn): AssociationTableInput {
  const rows = images.flatMap(({ number, rows: count }, image) =>
    Array.from({ length: count }, (_, row) => ({ image, id: number * 2 ** 20 + row })),
  )
  const entries = rows.length === 0 ? [] : members.map(([source, row]) => [source % ids.length, row % rows.length] as const)
  const sorted = [...new Map(entries.map((entry) => [entry.join(' '), entry])).values()].toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  const forced = [
    ...new Map(
      fits.map(([source, image]) => [source % ids.length, image % images.length] as const).map((fit) => [fit.join(' '), fit]),
    ).values(),
  ]
  const inOrder = forced.toSorted((a, b) => a[1] - b[1] || a[0] - b[0])
  return {
    sourceId: Float64Array.from(ids),
    associations: {
      source: Int32Array.from(sorted, ([source]) => source),
      detection: Int32Array.from(sorted, ([, row]) => row),
      separationArcsec: Float64Array.from(sorted.keys(), (entry) => 1 + entry),
      deRuiterRadius: Float64Array.from(sorted.keys(), (entry) => 100 + entry),
    },
    detections: {
      count: rows.length,
      id: Float64Array.from(rows, ({ id }) => id),
      imageIndex: Int32Array.from(rows, ({ image }) => image),
    },
    forced: {
      count: inOrder.length,
      source: Int32Array.from(inOrder, ([source]) => source),
      imageIndex: Int32Array.from(inOrder, ([, image]) => image),
      id: Float64Array.from(inOrder.keys(), (fit) => 2 ** 52 + fit),
    },
  }
}

/** The rows of the table, said plainly. */
function plainRows({ sourceId, associations, detections, forced }: AssociationTableInput): number[][] {
  const matched = Array.from(associations.source, (source, entry) => {
    const row = associations.detection[entry]
    const distances = [associations.separationArcsec[entry], associations.deRuiterRadius[entry]]
    return { image: detections.imageIndex[row], cells: [sourceId[source], detections.id[row], ...distances] }
  })
  const fitted = Array.from(forced.source, (source, fit) => ({
    image: forced.imageIndex[fit],
    cells: [sourceId[source], forced.id[fit], 0, 0],
  }))
  const sorted = [...matched, ...fitted].toSorted((a, b) => a.cells[0] - b.cells[0] || a.image - b.image || a.cells[1] - b.cells[1])
  return sorted.map(({ cells }) => cells)
}

test('the rows stand by source id, then in the order of the images, then by measurement, each with its own distances', () => {
  fc.assert(
    fc.property(arbitraryRun, (drawn) => {
      const input = tableInput(drawn)
      const { source_id, meas_id, d2d, dr } = associationColumns(input)
      expect(Array.from(source_id.keys(), (row) => [source_id[row], meas_id[row], d2d[row], dr[row]])).toEqual(plainRows(input))
    }),
    { numRuns: 500 },
  )
})
