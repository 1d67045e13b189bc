import { refuse } from '../../fault/fault.ts'
import type { FitsHeader } from './header.ts'
import type { CelestialAxes } from './imageAxes.ts'

/**
 * d(longitude, latitude) / d(pixel x, pixel y), deg per pixel, as [xx, xy, yx, yy]: from CDi_j, else from CDELTi with
 * PCi_j (missing ones as in the unit matrix), else from CDELTi with CROTAi of the latitude axis (Greisen & Calabretta 2002,
 * section 2.1.2 and table 1; Calabretta & Greisen 2002, section 6.1). As in wcslib, the zeros of CASA (PC01_02) and AIPS
 * (PC001002) in front of the indices do not matter.
 */
export function readWcsMatrixDeg(
  header: FitsHeader,
  axes: CelestialAxes,
  readUnitDeg: (header: FitsHeader, axis: number) => number,
): [number, number, number, number] {
  const { longitude, latitude } = axes
  const element = matrixReader(header, axes)
  checkOtherAxes(header, axes, element)
  const columns = [Math.min(longitude, latitude), Math.max(longitude, latitude)]
  const [xx, xy, yx, yy] = [longitude, latitude].flatMap((row) => columns.map((column) => element(row, column) * readUnitDeg(header, row)))
  return [xx, xy, yx, yy]
}

/** Element (row, column) of the matrix, in the units of the row's axis. */
type MatrixReader = (row: number, column: number) => number

function matrixReader(header: FitsHeader, axes: CelestialAxes): MatrixReader {
  const cd = matrixElements(header, 'CD')
  if (cd.size > 0) return (row, column) => cd.get(`${row}_${column}`) ?? 0
  const step = (axis: number) => header.number(`CDELT${axis}`) ?? header.refuseMissing(`CDELT${axis}`, 'a number (or CD cards)')
  const pc = matrixElements(header, 'PC')
  if (pc.size > 0) return (row, column) => step(row) * (pc.get(`${row}_${column}`) ?? (row === column ? 1 : 0))
  return rotationReader(step, axes, header.number(`CROTA${axes.latitude}`) ?? 0)
}

const elementPattern = /^(CD|PC)(?:(\d+)_(\d+)|(\d{3})(\d{3}))$/

/** The elements of one of the two matrices that a header has, by `row_column`. */
function matrixElements(header: FitsHeader, matrix: 'CD' | 'PC'): ReadonlyMap<string, number> {
  const elements = new Map<string, number>()
  for (const { keyword } of header.cards) {
    const match = elementPattern.exec(keyword)
    const value = match?.[1] === matrix ? header.number(keyword) : undefined
    if (match === null || value === undefined) continue
    elements.set(`${Number(match[2] ?? match[4])}_${Number(match[3] ?? match[5])}`, value)
  }
  return elements
}

/** The rotation turns the steps: [lon] = dLon cos -dLat sin, [lat] = dLon sin +dLat cos. */
function rotationReader(step: (axis: number) => number, { longitude, latitude }: CelestialAxes, rotationDeg: number): MatrixReader {
  const cos = Math.cos((rotationDeg * Math.PI) / 180)
  const sin = Math.sin((rotationDeg * Math.PI) / 180)
  return (row, column) => {
    if (column !== longitude && column !== latitude) return 0
    if (row === column) return step(row) * cos
    if (rotationDeg === 0) return 0
    return row === longitude ? -step(latitude) * sin : step(longitude) * sin
  }
}

/** A third axis may take part in the celestial coordinates only where it adds nothing: at its reference pixel. */
function checkOtherAxes(header: FitsHeader, { longitude, latitude }: CelestialAxes, element: MatrixReader): void {
  for (let axis = 1; axis <= header.requireInteger('NAXIS'); axis++) {
    const isCelestial = axis === longitude || axis === latitude
    if (isCelestial || (header.number(`CRPIX${axis}`) ?? 1) === 1) continue
    if (element(longitude, axis) === 0 && element(latitude, axis) === 0) continue
    refuse('fits.wcs', `${header.name}: the celestial coordinates depend on axis ${axis}, whose CRPIX${axis} is not 1`, {
      hint: 'Write the image with celestial axes of their own, for example with CASA imregrid.',
      data: { file: header.name, axis },
    })
  }
}
