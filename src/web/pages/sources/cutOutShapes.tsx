import type { LightCurvePoint, SourceDetails } from '../../../app/contract/sources.ts'
import type { NeighbourShapes } from '../../../app/contract/sourceSurroundings.ts'
import classes from './cutOuts.module.css'
import { positionOf, type Position } from './sourceValue.ts'

/** What is drawn over a cut-out. */
export interface ShapesShown {
  readonly isSource: boolean
  readonly isBeam: boolean
  /** Of the sources around, in all images; null: not drawn. */
  readonly neighbours: NeighbourShapes['shapes'] | null
}

interface Shape extends Position {
  readonly majorArcsec: number
  readonly minorArcsec: number
  readonly positionAngleDeg: number
}

interface CutOutShapesProps {
  readonly source: SourceDetails
  readonly point: LightCurvePoint
  readonly sizeArcsec: number
  readonly edgePx: number
  readonly shown: ShapesShown
}

/** Where a position is from the centre, px to the right and down: north is up and east is left. */
function offsetPx(place: Position, centre: Position, pxPerArcsec: number) {
  const turns = ((((place.raDeg - centre.raDeg) % 360) + 540) % 360) - 180
  const east = turns * Math.cos((centre.decDeg * Math.PI) / 180) * 3600
  return { x: -east * pxPerArcsec, y: -(place.decDeg - centre.decDeg) * 3600 * pxPerArcsec }
}

function Ellipse({
  shape,
  at,
  scale,
  kind,
  title,
}: {
  readonly shape: Omit<Shape, keyof Position>
  readonly at: { x: number; y: number }
  readonly scale: number
  readonly kind: string
  readonly title: string
}) {
  return (
    <ellipse
      rx={(shape.minorArcsec / 2) * scale}
      ry={(shape.majorArcsec / 2) * scale}
      transform={`translate(${at.x} ${at.y}) rotate(${-shape.positionAngleDeg})`}
      data-kind={kind}
    >
      <title>{title}</title>
    </ellipse>
  )
}

/** The beam in its corner. */
function Beam({ point, scale, edgePx }: { readonly point: LightCurvePoint; readonly scale: number; readonly edgePx: number }) {
  const { beamMajorArcsec, beamMinorArcsec, beamPositionAngleDeg } = point
  if (beamMajorArcsec === null || beamMinorArcsec === null) return null
  const reach = (beamMajorArcsec / 2) * scale + 4
  const shape = { majorArcsec: beamMajorArcsec, minorArcsec: beamMinorArcsec, positionAngleDeg: beamPositionAngleDeg ?? 0 }
  const at = { x: -edgePx / 2 + reach, y: edgePx / 2 - reach }
  return <Ellipse shape={shape} at={at} scale={scale} kind="beam" title="Beam" />
}

/** The fitted shapes of a source and of those around it, and the beam, over a cut-out whose north is up. */
export function CutOutShapes({ source, point, sizeArcsec, edgePx, shown }: CutOutShapesProps) {
  const scale = edgePx / sizeArcsec
  const centre = positionOf(source)
  const half = edgePx / 2
  const others = (shown.neighbours ?? []).filter(({ imageNumber }) => imageNumber === point.imageNumber)
  return (
    <svg className={classes.shape} viewBox={`${-half} ${-half} ${edgePx} ${edgePx}`} width={edgePx} height={edgePx} aria-hidden="true">
      {others.map((shape) => (
        <Ellipse key={shape.id} shape={shape} at={offsetPx(shape, centre, scale)} scale={scale} kind="neighbour" title={shape.name} />
      ))}
      {shown.isSource && (
        <Ellipse
          shape={point}
          at={offsetPx(point, centre, scale)}
          scale={scale}
          kind={point.isForced ? 'forced' : 'detection'}
          title={source.name}
        />
      )}
      {shown.isBeam && <Beam point={point} scale={scale} edgePx={edgePx} />}
    </svg>
  )
}
