export type AssociationMethod = 'basic' | 'advanced' | 'deruiter'

export interface AssociationSettings {
  readonly method: AssociationMethod
  /** Basic and advanced: the largest separation of a measurement from a source's mean position, arcsec. */
  readonly radiusArcsec: number
  /** De Ruiter: the largest dimensionless distance. */
  readonly deRuiterRadius: number
  /** De Ruiter: the largest separation, in halves of the largest BMAJ among the images of the epoch. */
  readonly deRuiterBeamwidthLimit: number
  /** Where an epoch has several images: detections from two of them that are this near are one object, arcsec. */
  readonly epochDuplicateRadiusArcsec: number
}
