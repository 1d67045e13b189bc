import { success, type Result } from '../../fault/fault.ts'
import { lightCurves } from '../../store/explore/lightCurve.ts'
import { sourcesAround } from '../../store/explore/sourcesAround.ts'
import { originOfVersion } from '../../store/samples/originOfVersion.ts'
import type { NeighbourShapes } from '../contract/sourceSurroundings.ts'
import type { Halley } from '../halley.ts'
import { findSource, idSpace, type SourceQuestion } from './showSource.ts'

/** A crowded field has more than a cut-out can show. */
const mostNeighbours = 100

/** The measurements of the sources around a source, as shapes on the sky: what is drawn over its cut-outs. */
export async function showNeighbours(
  halley: Halley,
  question: SourceQuestion & { readonly radiusArcsec: number },
): Promise<Result<NeighbourShapes>> {
  const found = await findSource(halley, question)
  if (!found.ok) return found
  const { run, version, row } = found.value
  const origin = await originOfVersion(halley.store, { run, version: version.version, resultId: version.result.id })
  const cone = { raDeg: Number(row.wavg_ra), decDeg: Number(row.wavg_dec), radiusArcsec: question.radiusArcsec }
  const around = await sourcesAround(origin.resultFolder, cone, mostNeighbours + 1)
  const others = around.filter(({ id }) => id !== question.source)
  const names = new Map(others.map(({ id, name }) => [id, name]))
  const shapes = await lightCurves(origin, [...names.keys()], idSpace)
  return success({
    shapes: shapes.map((shape) => ({
      id: Number(shape.id),
      imageNumber: Number(shape.image_id),
      source: Number(shape.source_id),
      name: names.get(Number(shape.source_id)) ?? '',
      raDeg: Number(shape.ra),
      decDeg: Number(shape.dec),
      majorArcsec: Number(shape.bmaj),
      minorArcsec: Number(shape.bmin),
      positionAngleDeg: Number(shape.pa),
      isForced: shape.forced === true,
    })),
  })
}
