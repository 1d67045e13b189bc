import type { Fault } from '../../fault/fault.ts'
import { exitCodeOf } from './exitCode.ts'

/** Prints what a script reads: one JSON value on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`)
}

/** Prints a refusal where a person or a script looks for it, and sets the exit code. */
export function reportFault(fault: Fault, asJson: boolean): void {
  if (asJson) printJson({ error: fault })
  else process.stderr.write(`halley: ${fault.message}\n${fault.hint}\n`)
  process.exitCode = exitCodeOf(fault)
}

/** Columns of text, each as wide as its widest cell; numbers to the right. */
export function printTable(header: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => String(row[column]).length)))
  const format = (cells: readonly (string | number)[]) =>
    cells
      .map((cell, column) => (typeof cell === 'number' ? String(cell).padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  printLine(format(header))
  for (const row of rows) printLine(format(row))
}
