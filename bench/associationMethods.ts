import type { AssociationMethod, AssociationSettings } from '../src/pipeline/association/settings.ts'

export const methods: readonly AssociationMethod[] = ['basic', 'advanced', 'deruiter']

/** The settings of a new configuration: a radius of 10", a de Ruiter radius of 5.68 within 1.5 half beams. */
export function associationSettings(method: AssociationMethod): AssociationSettings {
  return { method, radiusArcsec: 10, deRuiterRadius: 5.68, deRuiterBeamwidthLimit: 1.5, epochDuplicateRadiusArcsec: 2.5 }
}
