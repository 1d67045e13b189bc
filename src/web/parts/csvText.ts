type Cell = number | string | boolean | null

function cellOf(value: Cell): string {
  if (value === null || (typeof value === 'number' && Number.isNaN(value))) return ''
  const text = String(value)
  // A cell that a spreadsheet would take for a formula is marked as text.
  const plain = typeof value === 'string' && /^[=+@\t-]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** Rows as CSV, under the names of their columns. */
export function csvText(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `${[names, ...rows].map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
}
