/** One column of a VOTable; absent attributes are ''. */
export interface VoField {
  readonly name: string
  readonly id: string
  readonly datatype: string
  readonly arraysize: string
  readonly unit: string
  readonly ucd: string
  /** The text that stands for "no value" in this column (VALUES null), or '' where none is stated. */
  readonly nullText: string
}

/** A table of a VOTable document, its cells as the text that they have there. */
export interface VoTable {
  readonly name: string
  /** 1-based line of the document on which the TABLE begins. */
  readonly line: number
  readonly fields: readonly VoField[]
  readonly rowCount: number
  /** One column a field; null where the cell is the column's null or, in a column that holds no text, blank. */
  readonly columns: readonly (readonly (string | null)[])[]
  /** 1-based line on which each row begins. */
  readonly rowLines: readonly number[]
}
