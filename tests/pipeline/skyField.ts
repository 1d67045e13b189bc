import type { AssociationOutcome } from '../../src/pipeline/association/associate.ts'
import type { DetectionPositions } from '../../src/pipeline/association/detectionPositions.ts'
import type { AssociationMethod, AssociationSettings } from '../../src/pipeline/association/settings.ts'
import type { EpochImage } from '../../src/pipeline/detections.ts'
import type { ImageFacts } from '../../src/pipeline/image.ts'
import { writeOffsetPositionDeg } from '../../src/sky/separation.ts'

export interface SkyPosition {
  readonly raDeg: number
  readonly decDeg: number
}

/** Offsets east and north, arcsec. */
export type Offset = readonly [number, number]

/** One image of a drawn field: what it detects, and where it points, both as offsets from the field's centre. */
export interface DrawnImage {
  readonly epoch: number
  readonly pointing?: Offset
  readonly detections: readonly Offset[]
}

export interface Field {
  readonly detections: DetectionPositions
  readonly images: readonly EpochImage[]
}

export const methods: readonly AssociationMethod[] = ['basic', 'advanced', 'deruiter']

/** The VAST Pipeline's defaults. */
export function settingsOf(method: AssociationMethod): AssociationSettings {
  return { method, radiusArcsec: 10, deRuiterRadius: 5.68, deRuiterBeamwidthLimit: 1.5, epochDuplicateRadiusArcsec: 2.5 }
}

/** An image of 256 pixels of 2 arcsec with a beam of 15 x 10 arcsec. */
export function imageAt(
  name: string,
  centre: SkyPosition,
  size: { width: number; height: number } = { width: 256, height: 256 },
): ImageFacts {
  const pixelDeg = 2 / 3600
  return {
    name,
    telescope: 'ASKAP',
    polarisation: 'I',
    timeUtc: '2020-08-03T04:33:55.479Z',
    jd: 2_459_064.690_225_451,
    durationS: 720,
    frequencyMhz: 888,
    bandwidthMhz: 288,
    ...size,
    wcs: {
      projection: 'SIN',
      referenceX: size.width / 2 - 1,
      referenceY: size.height / 2 - 1,
      referenceRaDeg: centre.raDeg,
      referenceDecDeg: centre.decDeg,
      matrixDeg: [-pixelDeg, 0, 0, pixelDeg],
      lonPoleDeg: 180,
      latPoleDeg: 90,
      slantXi: 0,
      slantEta: 0,
    },
    centreRaDeg: centre.raDeg,
    centreDecDeg: centre.decDeg,
    radiusPixels: Math.hypot(size.width, size.height) / 2,
    pixelScaleXDeg: pixelDeg,
    pixelScaleYDeg: pixelDeg,
    beamMajorDeg: 15 / 3600,
    beamMinorDeg: 10 / 3600,
    beamPaDeg: 0,
    rmsMedianMjy: 0.25,
    rmsMinMjy: 0.2,
    rmsMaxMjy: 0.4,
  }
}

export function offsetFrom(centre: SkyPosition, [eastArcsec, northArcsec]: Offset): SkyPosition {
  const position = new Float64Array(2)
  writeOffsetPositionDeg(eastArcsec / 3600, northArcsec / 3600, centre.raDeg, centre.decDeg, position, 0)
  return { raDeg: position[0], decDeg: position[1] }
}

/** A drawn field on the sky: every detection with the uncertainty of a bright one, 1 arcsec each way. */
export function fieldAt(centre: SkyPosition, drawn: readonly DrawnImage[]): Field {
  const positions = drawn.flatMap(({ detections }) => detections.map((offset) => offsetFrom(centre, offset)))
  return {
    detections: {
      count: positions.length,
      imageIndex: Int32Array.from(drawn.flatMap(({ detections }, i) => detections.map(() => i))),
      raDeg: Float64Array.from(positions, ({ raDeg }) => raDeg),
      decDeg: Float64Array.from(positions, ({ decDeg }) => decDeg),
      uncertaintyEwDeg: new Float64Array(positions.length).fill(1 / 3600),
      uncertaintyNsDeg: new Float64Array(positions.length).fill(1 / 3600),
    },
    images: drawn.map(({ epoch, pointing }, i) => ({ epoch, image: imageAt(`image${i}.fits`, offsetFrom(centre, pointing ?? [0, 0])) })),
  }
}

/** Several fields as one run: their images in turn, each epoch where it was. */
export function joinFields(fields: readonly Field[]): Field {
  const column = (pick: (positions: DetectionPositions) => Float64Array) =>
    Float64Array.from(fields.flatMap(({ detections }) => [...pick(detections)]))
  let firstImage = 0
  const imageIndex = fields.flatMap(({ detections, images }) => {
    const moved = Array.from(detections.imageIndex, (index) => index + firstImage)
    firstImage += images.length
    return moved
  })
  return {
    detections: {
      count: imageIndex.length,
      imageIndex: Int32Array.from(imageIndex),
      raDeg: column(({ raDeg }) => raDeg),
      decDeg: column(({ decDeg }) => decDeg),
      uncertaintyEwDeg: column(({ uncertaintyEwDeg }) => uncertaintyEwDeg),
      uncertaintyNsDeg: column(({ uncertaintyNsDeg }) => uncertaintyNsDeg),
    },
    images: fields.flatMap(({ images }) => images),
  }
}

/** The rows of each source, in the order of the sources. */
export function members(outcome: AssociationOutcome): number[][] {
  const rows: number[][] = Array.from({ length: outcome.sourceCount }, () => [])
  for (const [i, source] of outcome.source.entries()) rows[source].push(outcome.detection[i])
  return rows
}

/** Related sources, each pair once, the lower number first. */
export function relatedPairs(outcome: AssociationOutcome): number[][] {
  return Array.from(outcome.relationFrom, (from, i) => [from, outcome.relationTo[i]]).filter(([from, to]) => from < to)
}
