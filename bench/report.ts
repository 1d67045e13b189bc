/** Something that Halley sets out to reach, with what was measured in this run. */
export interface Target {
  readonly what: string
  readonly wanted: string
  readonly measured: string
  readonly isMet: boolean
}

/** Prints a table: the first column to the left, the others to the right. */
export function printTable(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  console.log(`\n${title}\n`)
  for (const line of lines) {
    console.log(line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('   '))
  }
}

export function printTargets(targets: readonly Target[]): void {
  const rows = targets.map(({ what, wanted, measured, isMet }) => [what, wanted, measured, isMet ? 'met' : 'MISSED'])
  printTable('Targets', ['what', 'wanted', 'measured', ''], rows)
}

export function seconds(value: number): string {
  return value.toFixed(value < 0.1 ? 4 : value < 10 ? 2 : 1)
}

/** `12.3 x` */
export function times(ratio: number): string {
  return `${ratio.toFixed(ratio < 100 ? 1 : 0)} x`
}

export function count(value: number): string {
  return value.toLocaleString('en')
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
