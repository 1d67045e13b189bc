import { csvText } from '../parts/csvText.ts'

/** The width of one column of a journal, and of a whole page, mm. */
export const columnWidthsMm = { single: 84, double: 174 } as const

/** What a figure shows, as rows that go with it. */
export interface FigureRows {
  readonly columns: readonly { readonly name: string; readonly unit?: string | null | undefined }[]
  readonly rows: readonly (readonly (number | string | boolean | null)[])[]
}

/** A plot or a picture that can be taken away for a paper. */
export interface Figure {
  /** Its files are called so. */
  readonly name: string
  /** What it shows, with run and version. */
  readonly caption: string
  /**
   * The figure, drawn from data alone, always in light colours. Drawn at another width its words keep their size; one
   * that does not look at the width is made larger or smaller as a whole.
   */
  readonly svg: (widthMm: number) => string | Promise<string>
  readonly rows: FigureRows
}

const POINTS_PER_MM = 72 / 25.4

/** Lengths of figures are in points, as those of type. */
export function pointsOfMm(mm: number): number {
  return mm * POINTS_PER_MM
}

/** Text between the tags of an SVG, or between the quotes of an attribute. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

interface FigurePage {
  readonly widthMm: number
  /** In points, as everything in `body`. */
  readonly height: number
  readonly body: string
}

/** An SVG of a width in mm whose lengths are points: white ground, a font that every system and every PDF has. */
export function figurePage({ widthMm, height, body }: FigurePage): string {
  const width = pointsOfMm(widthMm)
  const [x, y] = [width.toFixed(2), height.toFixed(2)]
  const heightMm = (height / POINTS_PER_MM).toFixed(2)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthMm}mm" height="${heightMm}mm" viewBox="0 0 ${x} ${y}" font-family="Helvetica, Arial, sans-serif" font-size="8"><rect width="${x}" height="${y}" fill="#ffffff"/>${body}</svg>`
}

/** The rows of a figure as CSV: its caption and units in lines that begin with #, then names, then values. */
export function figureCsv({ caption, rows: { columns, rows } }: Pick<Figure, 'caption' | 'rows'>): string {
  const units = columns.flatMap(({ name, unit }) => (unit ? [`# unit of ${name}: ${unit}`] : []))
  const told = [`# ${caption.replaceAll(/\s+/g, ' ')}`, ...units]
  const names = columns.map(({ name }) => name)
  return `${told.join('\r\n')}\r\n${csvText(names, rows)}`
}
