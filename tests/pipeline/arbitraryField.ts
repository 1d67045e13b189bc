import * as fc from 'fast-check'
import type { DrawnImage, Offset } from './skyField.ts'

const lattice = fc.tuple(fc.integer({ min: -120, max: 120 }), fc.integer({ min: -120, max: 120 }))

/** A crowded field, every image an epoch of its own: all topologies happen, also several at once. */
export function crowdedField(reachArcsec = 12): fc.Arbitrary<DrawnImage[]> {
  const image = fc.record({ detections: fc.array(lattice, { maxLength: 5 }) })
  return fc.array(image, { minLength: 1, maxLength: 6 }).map((images) =>
    withoutTies(
      images.map(({ detections }, epoch) => ({ epoch, detections })),
      reachArcsec,
    ),
  )
}

/** A crowded field of few epochs, each of several images that point apart. */
export function crowdedEpochs(reachArcsec = 12): fc.Arbitrary<DrawnImage[]> {
  const image = fc.record({ epoch: fc.nat(2), pointing: lattice, detections: fc.array(lattice, { maxLength: 4 }) })
  return fc.array(image, { minLength: 1, maxLength: 7 }).map((images) => withoutTies(images, reachArcsec))
}

/** From lattice to arcsec, each position a little beside its place, so that no rounding decides which of two is nearer. */
function withoutTies(images: readonly DrawnImage[], reachArcsec: number): DrawnImage[] {
  let seed = 0
  const beside = () => 0.01 * ((++seed * Math.E) % 1)
  const move = ([east, north]: Offset): Offset => [(east / 120) * reachArcsec + beside(), (north / 120) * reachArcsec + beside()]
  return images.map(({ epoch, pointing, detections }) => ({
    epoch,
    pointing: pointing ? [pointing[0] / 2 + beside(), pointing[1] / 2 + beside()] : [0, 0],
    detections: detections.map(move),
  }))
}
