import type { Measurements } from '../../pipeline/measurements.ts'
import { weightOf } from '../../sky/meanPosition.ts'
import type { ColumnsOf } from '../../store/tables/column.ts'
import type { measurementsTable } from '../../store/tables/measurements.ts'

export interface MeasurementIdentity {
  readonly imageNumber: number
  /** Start of the observation, UTC, ISO 8601. */
  readonly timeUtc: string
  /** Id of the first row; the rows that follow count on. */
  readonly firstId: number
  readonly forced: boolean
}

function weightsOf(uncertaintyDeg: Float64Array): Float64Array {
  return uncertaintyDeg.map((uncertainty) => weightOf(uncertainty))
}

/** The measurements of one image as its table holds them. */
export function measurementColumns(rows: Measurements, identity: MeasurementIdentity): ColumnsOf<typeof measurementsTable> {
  const { count } = rows
  return {
    island_id: rows.islandId,
    component_id: rows.componentId,
    local_rms: rows.localRmsMjy,
    ra: rows.raDeg,
    ra_err: rows.raErrDeg,
    dec: rows.decDeg,
    dec_err: rows.decErrDeg,
    flux_peak: rows.fluxPeakMjy,
    flux_peak_err: rows.fluxPeakErrMjy,
    flux_int: rows.fluxIntMjy,
    flux_int_err: rows.fluxIntErrMjy,
    bmaj: rows.bmajArcsec,
    err_bmaj: rows.errBmajArcsec,
    bmin: rows.bminArcsec,
    err_bmin: rows.errBminArcsec,
    pa: rows.paDeg,
    err_pa: rows.errPaDeg,
    psf_bmaj: rows.psfBmajArcsec,
    psf_bmin: rows.psfBminArcsec,
    psf_pa: rows.psfPaDeg,
    flag_c4: rows.flagC4,
    chi_squared_fit: rows.chiSquaredFit,
    spectral_index: rows.spectralIndex,
    spectral_index_from_TT: rows.spectralIndexFromTt,
    has_siblings: rows.hasSiblings,
    image_id: new Float64Array(count).fill(identity.imageNumber),
    time: new Float64Array(count).fill(Date.parse(identity.timeUtc)),
    name: rows.name,
    snr: rows.snr,
    compactness: rows.compactness,
    ew_sys_err: rows.ewSysErrDeg,
    ns_sys_err: rows.nsSysErrDeg,
    error_radius: rows.errorRadiusDeg,
    uncertainty_ew: rows.uncertaintyEwDeg,
    uncertainty_ns: rows.uncertaintyNsDeg,
    weight_ew: weightsOf(rows.uncertaintyEwDeg),
    weight_ns: weightsOf(rows.uncertaintyNsDeg),
    forced: new Uint8Array(count).fill(identity.forced ? 1 : 0),
    flux_int_isl_ratio: rows.fluxIntIslRatio,
    flux_peak_isl_ratio: rows.fluxPeakIslRatio,
    id: Float64Array.from({ length: count }, (_, row) => identity.firstId + row),
  }
}
