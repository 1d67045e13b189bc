import { Option } from 'commander'
import type { Tell } from '../../app/logging/tell.ts'

/** How lines of a log are written. */
export type LogFormat = 'text' | 'json'

const formats: readonly LogFormat[] = ['text', 'json']

interface LogTarget {
  readonly format: LogFormat
  readonly stream: NodeJS.WritableStream
  readonly level: 'info' | 'warning'
}

/** Writes one line for each thing: when and the words, or these and the facts as one JSON object. */
export function logWriter({ format, stream, level }: LogTarget): Tell {
  return (words, facts = {}) => {
    const at = new Date().toISOString()
    stream.write(format === 'json' ? `${JSON.stringify({ at, level, words, ...facts })}\n` : `${at} ${words}\n`)
  }
}

export function logFormatOption(): Option {
  return new Option('--log-format <format>', 'lines of the log as text, or as one JSON object each').choices(formats).default('text')
}
