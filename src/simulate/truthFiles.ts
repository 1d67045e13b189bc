import type { ObservedImage } from './observeImage.ts'
import type { Observation } from './schedule.ts'
import type { SkyModel } from './skyModel.ts'
import { cellsOf } from './selavyTable.ts'

/** Separates the ids of sources in one cell. */
const idSeparator = ';'

/** `truth/sources.csv`: every source with its kind, position, flux density and size. */
export function sourcesCsv(model: SkyModel): string {
  const lines = ['source_id,kind,ra_deg,dec_deg,flux_mjy,major_arcsec,minor_arcsec,pa_deg,companion_of']
  for (let i = 0; i < model.count; i++) {
    const position = `${model.raDeg[i].toFixed(8)},${model.decDeg[i].toFixed(8)}`
    const size = `${model.majorArcsec[i].toFixed(3)},${model.minorArcsec[i].toFixed(3)},${model.paDeg[i].toFixed(2)}`
    lines.push(`${model.id[i]},${model.kind[i]},${position},${model.fluxMjy[i].toFixed(6)},${size},${model.companionOf[i]}`)
  }
  return `${lines.join('\n')}\n`
}

/** `truth/light_curves.csv`: the true flux density of every varying source in every epoch; steady ones are in the sources. */
export function lightCurvesCsv(model: SkyModel, epochNames: readonly string[]): string {
  const lines = ['source_id,epoch,flux_mjy']
  for (let i = 0; i < model.count; i++) {
    if (model.curve[i] < 0) continue
    const curve = model.curvesMjy[model.curve[i]]
    for (const [epoch, name] of epochNames.entries()) lines.push(`${model.id[i]},${name},${curve[epoch].toFixed(6)}`)
  }
  return `${lines.join('\n')}\n`
}

export const imagesCsvHeader = 'image,epoch,field,start_utc,astrometry_east_arcsec,astrometry_north_arcsec,flux_scale\n'

/** A line of `truth/images.csv`: the errors that an image was given. */
export function imagesCsvLine(path: string, observation: Observation): string {
  const { epochName, fieldName, startMs, astrometryEastArcsec, astrometryNorthArcsec, fluxScale } = observation
  const errors = `${astrometryEastArcsec.toFixed(4)},${astrometryNorthArcsec.toFixed(4)},${fluxScale.toFixed(6)}`
  return `${path},${epochName},${fieldName},${new Date(startMs).toISOString()},${errors}\n`
}

export const componentsCsvHeader = 'image,component_id,source_ids\n'

/**
 * The lines of `truth/components.csv` for one image: each component with the sources that it holds, brightest first,
 * separated by semicolons; none for a peak of the noise.
 */
export function componentLines(path: string, { table, islands, detected, blends }: ObservedImage, model: SkyModel): string {
  const lines = cellsOf(table, 'component_id').map((componentId, row) => {
    const blend = detected.blend[islands.order[row]]
    const sources = blend < 0 ? [] : [...blends.sources.subarray(blends.start[blend], blends.start[blend + 1])]
    return `${path},${componentId},${sources.map((source) => model.id[source]).join(idSeparator)}\n`
  })
  return lines.join('')
}
