import type { RelationGraph } from '../../../app/contract/sourceSurroundings.ts'

type Related = RelationGraph['sources'][number]

export interface PlacedSource extends Related {
  readonly x: number
  readonly y: number
}

/**
 * Sources around the one that is looked at, as they lie around it on the sky: those entangled with it on an inner ring,
 * those behind them on an outer one. In a square from -1 to 1, north up and east left.
 */
export function layOutRelations({ sources, source }: RelationGraph): readonly PlacedSource[] {
  const centre = sources.find(({ id }) => id === source)
  if (!centre) return []
  const angleOf = ({ raDeg, decDeg }: Related) => {
    const turn = ((((raDeg - centre.raDeg) % 360) + 540) % 360) - 180
    return Math.atan2(turn * Math.cos((centre.decDeg * Math.PI) / 180), decDeg - centre.decDeg)
  }
  const hasOuter = sources.some(({ distance }) => distance === 2)
  const ring = (distance: number) => {
    const on = sources.filter((each) => each.distance === distance).toSorted((a, b) => angleOf(a) - angleOf(b) || a.id - b.id)
    const radius = hasOuter ? distance * 0.46 : 0.7
    const first = on[0] ? angleOf(on[0]) : 0
    return on.map((each, index) => {
      const angle = first + (index * 2 * Math.PI) / on.length
      return { ...each, x: -Math.sin(angle) * radius, y: -Math.cos(angle) * radius }
    })
  }
  return [{ ...centre, x: 0, y: 0 }, ...ring(1), ...ring(2)]
}
