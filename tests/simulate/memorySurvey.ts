import { memoryByteSource } from '../../src/formats/byteSource.ts'
import { openFitsImage } from '../../src/formats/fits/image.ts'
import { type ImageHeader, readImageHeader } from '../../src/formats/fits/imageHeader.ts'
import { readSelavy } from '../../src/formats/selavy/readSelavy.ts'
import type { SelavyComponents } from '../../src/formats/selavy/selavyComponents.ts'
import type { Result } from '../../src/fault/fault.ts'
import type { SurveyOptions } from '../../src/simulate/options.ts'
import { presets } from '../../src/simulate/presets.ts'
import { simulateSurvey, type SurveySummary } from '../../src/simulate/simulateSurvey.ts'

/** A survey in memory: what was made, and its files. */
export interface MemorySurvey {
  readonly summary: SurveySummary
  readonly files: ReadonlyMap<string, Buffer>
}

/** Makes the test survey with some options changed. */
export async function makeSurvey(changes: Partial<SurveyOptions> = {}): Promise<MemorySurvey> {
  const parts = new Map<string, Uint8Array[]>()
  const sink = {
    file: (path: string) => {
      const written: Uint8Array[] = []
      if (parts.has(path)) throw new Error(`${path} is opened twice`)
      parts.set(path, written)
      return Promise.resolve({
        write: (bytes: Uint8Array) => Promise.resolve(void written.push(bytes.slice())),
        close: () => Promise.resolve(),
      })
    },
  }
  const summary = valueOf(await simulateSurvey({ ...presets.test, ...changes }, sink))
  return { summary, files: new Map([...parts].map(([path, written]) => [path, Buffer.concat(written)])) }
}

/** The value of a result that must not be a fault. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`)
  return result.value
}

/** One of the survey's images: its header and all its pixels. */
export async function readMap(survey: MemorySurvey, path: string): Promise<{ header: ImageHeader; pixels: Float32Array }> {
  const image = valueOf(await openFitsImage(memoryByteSource(path, fileOf(survey, path))))
  return { header: valueOf(readImageHeader(image.header)), pixels: Float32Array.from(await image.read(0, 0, image.width, image.height)) }
}

export function readCatalogue(survey: MemorySurvey, path: string): SelavyComponents {
  return valueOf(readSelavy(path, fileOf(survey, path)))
}

/** The rows of a CSV file of the survey, by the names of its header. */
export function readTable(survey: MemorySurvey, path: string): Record<string, string>[] {
  const [header, ...lines] = fileOf(survey, path).toString('utf8').trimEnd().split('\n')
  const names = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])))
}

function fileOf(survey: MemorySurvey, path: string): Buffer {
  const bytes = survey.files.get(path)
  if (bytes === undefined) throw new Error(`the survey has no file ${path}`)
  return bytes
}
