/** A column of the catalogues that Selavy writes, in its three forms. */
export interface SelavyColumn {
  readonly name: string
  readonly unit: string
  /** Narrowest width in the fixed-width text. */
  readonly width: number
  /** Decimals of a number; null for text. */
  readonly decimals: number | null
  readonly datatype: 'char' | 'double' | 'float' | 'int'
  readonly ucd: string
  /** Width in the VOTable. */
  readonly voWidth: number
}

function text(name: string, unit: string, width: number, voWidth: number, ucd: string): SelavyColumn {
  return { name, unit, width, decimals: null, datatype: 'char', ucd, voWidth }
}

function real(name: string, unit: string, width: number, decimals: number, voWidth: number, ucd: string): SelavyColumn {
  return { name, unit, width, decimals, datatype: unit === 'deg' && decimals === 6 ? 'double' : 'float', ucd, voWidth }
}

function flag(name: string, width: number): SelavyColumn {
  return { name, unit: '', width, decimals: 0, datatype: 'int', ucd: 'meta.code', voWidth: 8 }
}

const flux = 'phot.flux.density;em.radio;stat.fit'
const peak = 'phot.flux.density;stat.max;em.radio;stat.fit'

/** The columns of a Selavy component catalogue, in its order. */
export const selavyColumns: readonly SelavyColumn[] = [
  text('island_id', '--', 11, 20, 'meta.id.parent'),
  text('component_id', '--', 12, 24, 'meta.id;meta.main'),
  text('component_name', '', 14, 26, 'meta.id'),
  text('ra_hms_cont', '', 11, 12, 'pos.eq.ra'),
  text('dec_dms_cont', '', 12, 13, 'pos.eq.dec'),
  real('ra_deg_cont', 'deg', 11, 6, 12, 'pos.eq.ra;meta.main'),
  real('dec_deg_cont', 'deg', 12, 6, 13, 'pos.eq.dec;meta.main'),
  real('ra_err', 'arcsec', 8, 2, 11, 'stat.error;pos.eq.ra'),
  real('dec_err', 'arcsec', 8, 2, 11, 'stat.error;pos.eq.dec'),
  real('freq', 'MHz', 5, 1, 11, 'em.freq'),
  real('flux_peak', 'mJy/beam', 11, 6, 12, peak),
  real('flux_peak_err', 'mJy/beam', 13, 6, 14, `stat.error;${peak}`),
  real('flux_int', 'mJy', 11, 6, 12, flux),
  real('flux_int_err', 'mJy', 12, 6, 14, `stat.error;${flux}`),
  real('maj_axis', 'arcsec', 8, 2, 9, 'phys.angSize.smajAxis;em.radio;stat.fit'),
  real('min_axis', 'arcsec', 8, 2, 9, 'phys.angSize.sminAxis;em.radio;stat.fit'),
  real('pos_ang', 'deg', 7, 2, 8, 'phys.angSize;pos.posAng;em.radio;stat.fit'),
  real('maj_axis_err', 'arcsec', 12, 2, 13, 'stat.error;phys.angSize.smajAxis;em.radio'),
  real('min_axis_err', 'arcsec', 12, 2, 13, 'stat.error;phys.angSize.sminAxis;em.radio'),
  real('pos_ang_err', 'deg', 11, 2, 12, 'stat.error;phys.angSize;pos.posAng;em.radio'),
  real('maj_axis_deconv', 'arcsec', 15, 2, 18, 'phys.angSize.smajAxis;em.radio;askap:meta.deconvolved'),
  real('min_axis_deconv', 'arcsec', 15, 2, 16, 'phys.angSize.sminAxis;em.radio;askap:meta.deconvolved'),
  real('pos_ang_deconv', 'deg', 14, 2, 15, 'phys.angSize;pos.posAng;em.radio;askap:meta.deconvolved'),
  real('maj_axis_deconv_err', 'arcsec', 19, 2, 13, 'stat.error;phys.angSize.smajAxis;em.radio;askap:meta.deconvolved'),
  real('min_axis_deconv_err', 'arcsec', 19, 2, 13, 'stat.error;phys.angSize.sminAxis;em.radio;askap:meta.deconvolved'),
  real('pos_ang_deconv_err', 'deg', 18, 2, 12, 'stat.error;phys.angSize;pos.posAng;em.radio;askap:meta.deconvolved'),
  real('chi_squared_fit', '--', 15, 6, 17, 'stat.fit.chi2'),
  real('rms_fit_gauss', 'mJy/beam', 13, 6, 15, 'stat.stdev;stat.fit'),
  real('spectral_index', '--', 14, 2, 15, 'spect.index;em.radio'),
  real('spectral_curvature', '--', 18, 2, 19, 'askap:spect.curvature;em.radio'),
  real('spectral_index_err', '--', 18, 2, 15, 'stat.error;spect.index;em.radio'),
  real('spectral_curvature_err', '--', 22, 2, 19, 'stat.error;askap:spect.curvature;em.radio'),
  real('rms_image', 'mJy/beam', 10, 6, 12, 'stat.stdev;phot.flux.density'),
  flag('has_siblings', 12),
  flag('fit_is_estimate', 15),
  flag('spectral_index_from_TT', 22),
  flag('flag_c4', 7),
  text('comment', '', 99, 100, 'meta.note'),
]

/** A catalogue as text: for each column its cells, one a component. */
export interface SelavyTable {
  readonly count: number
  readonly cells: ReadonlyMap<string, readonly string[]>
}

/** The cells of a column; a missing column is a bug. */
export function cellsOf(table: SelavyTable, name: string): readonly string[] {
  const cells = table.cells.get(name)
  if (cells === undefined) throw new Error(`the catalogue has no column ${name}`)
  return cells
}
