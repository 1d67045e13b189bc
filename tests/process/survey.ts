// Small surveys on disk, and configurations that list their files in any form.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from '../../src/fault/fault.ts'
import type { SurveyOptions } from '../../src/simulate/options.ts'
import { presets } from '../../src/simulate/presets.ts'
import { simulateSurvey } from '../../src/simulate/simulateSurvey.ts'
import { openDirectorySink } from '../../src/store/files/directorySink.ts'

/** The files of one image, absolute. */
export interface SurveyImage {
  readonly epoch: string
  readonly image: string
  readonly selavy: string
  readonly noise: string
  readonly background: string | null
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`)
  return result.value
}

/** Simulates the test survey (3 epochs of 256 pixels) with some options changed; gives its images in order of time. */
export async function makeSurvey(folder: string, changes: Partial<SurveyOptions> = {}): Promise<SurveyImage[]> {
  const sink = valueOf(await openDirectorySink(folder))
  const { images } = valueOf(await simulateSurvey({ ...presets.test, ...changes }, sink))
  return images.map(({ epochName, paths }) => ({
    epoch: epochName,
    image: join(folder, paths.image),
    selavy: join(folder, paths.catalogue),
    noise: join(folder, paths.noise),
    background: join(folder, paths.background),
  }))
}

const kinds = ['image', 'selavy', 'noise', 'background'] as const

function listed(images: readonly SurveyImage[], kind: (typeof kinds)[number], form: 'list' | 'epochs'): string {
  const files = (some: readonly SurveyImage[], indent: string) => some.map((one) => `${indent}- ${one[kind]}\n`).join('')
  if (form === 'list') return `  ${kind}:\n${files(images, '    ')}`
  const epochs = [...Map.groupBy(images, ({ epoch }) => epoch)]
  return `  ${kind}:\n${epochs.map(([epoch, some]) => `    '${epoch}':\n${files(some, '      ')}`).join('')}`
}

export interface ConfigChanges {
  readonly form?: 'list' | 'epochs'
  /** Sections after the inputs; forced fits are on unless they say otherwise. */
  readonly settings?: string
}

/** Writes a configuration over the given images; without background maps where one image has none. */
export function writeConfig(path: string, images: readonly SurveyImage[], { form = 'list', settings }: ConfigChanges = {}): string {
  const given = kinds.filter((kind) => images.every((image) => image[kind] !== null))
  const inputs = given.map((kind) => listed(images, kind, form)).join('')
  writeFileSync(path, `inputs:\n${inputs}\n${settings ?? 'source_monitoring:\n  monitor: True\n'}`)
  return path
}
