import type { SurveyOptions } from './options.ts'
import { cellsOf, type SelavyColumn, selavyColumns, type SelavyTable } from './selavyTable.ts'

/** What a catalogue says of its image. */
export interface CatalogueOrigin {
  readonly imageFile: string
  readonly schedulingBlock: number
  readonly frequencyMhz: number
  readonly detectionSigma: number
  readonly sizePixels: number
}

/** A catalogue in one of the three forms that Selavy and CASDA write. */
export function formatCatalogue(table: SelavyTable, form: SurveyOptions['catalogueForm'], origin: CatalogueOrigin): string {
  if (form === 'txt') return fixedWidthText(table)
  return form === 'csv' ? casdaCsv(table, origin) : voTable(table, origin)
}

/** Selavy's own form: names and units in two marked lines, values right-aligned, one blank between columns. */
function fixedWidthText(table: SelavyTable): string {
  const columns = selavyColumns.map((column, index) => {
    const cells = cellsOf(table, column.name)
    const width = cells.reduce((widest, cell) => Math.max(widest, cell.length), column.width)
    return { cells, width, name: column.name, unit: unitMark(column), marked: index === 0 ? width - 1 : width }
  })
  const lines = [
    `#${columns.map(({ name, marked }) => name.padStart(marked)).join(' ')}`,
    `#${columns.map(({ unit, marked }) => unit.padStart(marked)).join(' ')}`,
  ]
  for (let row = 0; row < table.count; row++) lines.push(columns.map(({ cells, width }) => cells[row].padStart(width)).join(' '))
  return `${lines.join('\n')}\n`
}

function unitMark({ unit }: SelavyColumn): string {
  return unit === '' || unit === '--' ? unit : `[${unit}]`
}

const casdaColumns = [
  ...selavyColumns.map((column) => column.name).slice(0, 22),
  'maj_axis_deconv_err',
  'pos_ang_deconv',
  'min_axis_deconv_err',
  'pos_ang_deconv_err',
  'chi_squared_fit',
  'rms_fit_gauss',
  'spectral_index',
  'spectral_index_err',
  'spectral_curvature',
  'spectral_curvature_err',
  ...selavyColumns.map((column) => column.name).slice(32),
]

/** The form of CASDA, CSIRO's archive: lower-case names, with its own columns before and after Selavy's. */
function casdaCsv(table: SelavyTable, origin: CatalogueOrigin): string {
  const names = casdaColumns.map((name) => name.toLowerCase())
  const lines = [['id,catalogue_id,first_sbid,other_sbids,project_id', ...names, 'quality_level,released_date'].join(',')]
  const columns = casdaColumns.map((name) => cellsOf(table, name))
  for (let row = 0; row < table.count; row++) {
    const id = origin.schedulingBlock * 1_000_000 + row + 1
    const head = `${id},${origin.schedulingBlock},${origin.schedulingBlock},,1`
    lines.push([head, ...columns.map((cells) => cells[row]), 'NOT_VALIDATED,'].join(','))
  }
  return `${lines.join('\n')}\n`
}

/** The VOTable that Selavy writes beside its text. */
function voTable(table: SelavyTable, origin: CatalogueOrigin): string {
  const columns = selavyColumns.map((column) => cellsOf(table, column.name))
  const rows: string[] = []
  for (let row = 0; row < table.count; row++) {
    rows.push(`        <TR>\n          ${columns.map((cells) => `<TD>${cells[row]}</TD>`).join('')}\n        </TR>\n`)
  }
  return `<?xml version="1.0"?>
<VOTABLE version="1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns="http://www.ivoa.net/xml/VOTable/v1.3"
 xmlns:stc="http://www.ivoa.net/xml/STC/v1.30" >
  <COOSYS ID="J2000" equinox="J2000" system="eq_FK5"/>
  <RESOURCE name="Component catalogue from Selavy source finding">
    <TABLE name="Component catalogue">
      <DESCRIPTION></DESCRIPTION>
${voParameters(origin)}
${selavyColumns.map(voField).join('\n')}
      <DATA>
        <TABLEDATA>
${rows.join('')}        </TABLEDATA>
      </DATA>
    </TABLE>
  </RESOURCE>
</VOTABLE>
`
}

function voParameters(origin: CatalogueOrigin): string {
  const version = 'casda.continuum_component_description_v1.9'
  const subsection = `[1:${origin.sizePixels},1:${origin.sizePixels},1:1,1:1]`
  const parameters = [
    ['table_version', 'meta.version', `datatype="char" arraysize="${version.length}" value="${version}"`],
    ['imageFile', 'meta.file;meta.fits', `datatype="char" arraysize="${origin.imageFile.length}" value="${origin.imageFile}"`],
    ['subsection', '', `datatype="char" arraysize="${subsection.length}" value="${subsection}"`],
    ['threshold', 'phot.flux;stat.min', `datatype="float" value="${origin.detectionSigma}"`],
    ['Reference frequency', 'em.freq;meta.main', `datatype="float" unit="Hz" value="${(origin.frequencyMhz * 1e6).toExponential()}"`],
  ]
  return parameters.map(([name, ucd, rest]) => `      <PARAM name="${name}" ucd="${ucd}" ${rest}/>`).join('\n')
}

function voField(column: SelavyColumn): string {
  const reference = column.ucd.includes('pos.eq') ? ' ref="J2000"' : ''
  const precision = column.decimals === null || column.datatype === 'int' ? '' : ` precision="${column.decimals}"`
  const size = column.datatype === 'char' ? `arraysize="${column.voWidth}"` : `width="${column.voWidth}"${precision}`
  const identity = `name="${column.name}" ID="col_${column.name}" ucd="${column.ucd}"${reference}`
  return `      <FIELD ${identity} datatype="${column.datatype}" unit="${column.unit}" ${size}/>`
}
