import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { crowdedField } from '../../../tests/pipeline/arbitraryField.ts'
import { fieldAt } from '../../../tests/pipeline/skyField.ts'
import { SourceBook } from '../association/sourceBook.ts'
import { sourcePositions } from './sourcePositions.ts'

test('the mean position of a source is that of the association, to the bit', () => {
  const uncertaintyDeg = fc.double({ min: 1e-5, max: 1e-2, noNaN: true })
  fc.assert(
    fc.property(crowdedField(), fc.array(uncertaintyDeg, { minLength: 60, maxLength: 60 }), (drawn, uncertainties) => {
      const { detections } = fieldAt({ raDeg: 0, decDeg: -30 }, drawn)
      fc.pre(detections.count > 0)
      const all = {
        ...detections,
        uncertaintyEwDeg: Float64Array.from(uncertainties.slice(0, detections.count)),
        uncertaintyNsDeg: Float64Array.from(uncertainties.slice(-detections.count)),
      }
      const book = new SourceBook(all)
      const source = book.start(0)
      for (let row = 1; row < all.count; row++) book.append(source, row, 0, 0)
      const detection = Int32Array.from({ length: all.count }, (_, row) => row)
      const found = sourcePositions(all, { sourceCount: 1, source: new Int32Array(all.count), detection })
      expect([found.raDeg[0], found.decDeg[0]]).toEqual([...book.positionDeg.subarray(0, 2)])
    }),
  )
})
