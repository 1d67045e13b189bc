import type { ProjectionCode } from './wcsParameters.ts'

/**
 * Projects the native unit vector in `native[0..2]` (x towards native longitude 0, z towards the native pole) to the
 * plane: `plane[0]`, `plane[1]`, in rad. NaN where the projection does not reach.
 *
 * Calabretta & Greisen 2002, A&A 395, 1077: SIN with slant equations 61 and 62, TAN 54, ZEA 69, CAR 83.
 */
export function project(code: ProjectionCode, slantXi: number, slantEta: number, native: Float64Array, plane: Float64Array): void {
  const x = native[0]
  const y = native[1]
  const z = native[2]
  if (code === 'SIN') {
    // The slant moves the limb: beyond it the projection folds back (plain SIN: the native equator).
    const visible = z + slantXi * y - slantEta * x >= 0
    plane[0] = visible ? y + slantXi * (1 - z) : NaN
    plane[1] = visible ? -x + slantEta * (1 - z) : NaN
  } else if (code === 'CAR') {
    plane[0] = Math.atan2(y, x)
    plane[1] = Math.atan2(z, Math.sqrt(x * x + y * y))
  } else {
    const scale = code === 'TAN' ? tangentScale(z) : Math.sqrt(2 / (1 + z))
    plane[0] = scale * y
    plane[1] = -scale * x
  }
}

function tangentScale(z: number): number {
  return z > 0 ? 1 / z : NaN
}

/** The inverse of {@link project}: from `plane` to the native unit vector, NaN outside the projected sky. */
export function deproject(code: ProjectionCode, slantXi: number, slantEta: number, plane: Float64Array, native: Float64Array): void {
  const x = plane[0]
  const y = plane[1]
  const square = x * x + y * y
  if (code === 'CAR') {
    deprojectCar(x, y, native)
  } else if (code === 'TAN') {
    const scale = 1 / Math.sqrt(1 + square)
    setNative(native, x * scale, y * scale, scale)
  } else if (code === 'ZEA') {
    // NaN beyond the radius of 2 at which the antipode lies.
    const scale = Math.sqrt(1 - square / 4)
    setNative(native, x * scale, y * scale, square <= 4 ? 1 - square / 2 : NaN)
  } else {
    const drop = sinDrop(x, y, square, slantXi, slantEta)
    setNative(native, x - slantXi * drop, y - slantEta * drop, 1 - drop)
  }
}

/** Sets the native vector from its parts towards growing plane x, growing plane y and the native pole. */
function setNative(native: Float64Array, right: number, up: number, polewards: number): void {
  native[0] = -up
  native[1] = right
  native[2] = polewards
}

function deprojectCar(longitude: number, latitude: number, native: Float64Array): void {
  // Pixel positions on the seam or at a pole may lie outside by rounding alone.
  const limit = Math.PI + 1e-12
  const inside = Math.abs(longitude) <= limit && Math.abs(latitude) <= limit / 2
  const cosLatitude = inside ? Math.cos(latitude) : NaN
  native[0] = cosLatitude * Math.cos(longitude)
  native[1] = cosLatitude * Math.sin(longitude)
  native[2] = inside ? Math.sin(latitude) : NaN
}

/** 1 - sin(native latitude) of slant SIN: the smaller root of its quadratic equation, without cancellation. */
function sinDrop(x: number, y: number, square: number, slantXi: number, slantEta: number): number {
  const half = 1 + x * slantXi + y * slantEta
  const discriminant = half * half - (1 + slantXi * slantXi + slantEta * slantEta) * square
  if (half <= 0 || discriminant < 0) return NaN
  return square / (half + Math.sqrt(discriminant))
}
