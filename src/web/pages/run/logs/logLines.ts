/** One line of a log, with the byte where it begins. */
export interface LogLine {
  readonly at: number
  readonly text: string
  readonly level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | null
}

const encoder = new TextEncoder()
const form = /^\d{4}-\d\d-\d\d \S+ \S+ (DEBUG|INFO|WARNING|ERROR) /
const levels = ['DEBUG', 'INFO', 'WARNING', 'ERROR'] as const

/** The lines of a stretch of a log. @param from the byte where it begins */
export function logLines(text: string, from: number): readonly LogLine[] {
  const lines: LogLine[] = []
  let at = from
  for (const line of text.split('\n')) {
    const found = form.exec(line)?.[1]
    lines.push({ at, text: line, level: levels.find((level) => level === found) ?? null })
    at += encoder.encode(line).length + 1
  }
  if (lines.at(-1)?.text === '') lines.pop()
  return lines
}
