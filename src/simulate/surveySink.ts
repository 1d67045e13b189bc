import type { ByteSink } from '../formats/fits/writer.ts'

/** A file that is being written from its start. */
export interface SinkFile extends ByteSink {
  close(): Promise<void>
}

/**
 * Where a survey goes: a directory, or memory. Paths are relative, with `/`; no file is opened twice, and several are
 * open at a time. What the disk refuses is thrown as a `Refusal`.
 */
export interface SurveySink {
  file(path: string): Promise<SinkFile>
}

/** Writes a whole text file. */
export async function writeText(sink: SurveySink, path: string, text: string): Promise<void> {
  const file = await sink.file(path)
  await file.write(new TextEncoder().encode(text))
  await file.close()
}
