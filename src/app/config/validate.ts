import { dirname, resolve } from 'node:path'

import { parseYaml, type YamlMap } from '../../formats/yaml/document.ts'
import type { RunConfig, RunSettings } from '../contract/config.ts'
import type { ConfigProblem } from '../contract/configProblem.ts'
import { found } from './found.ts'
import type { FileListing } from './fileListing.ts'
import { checkNames } from './inputNames.ts'
import { checkFiles, type InputInspector, inspectInputs } from './inspectInputs.ts'
import { type PairedImage, pairInputs } from './pairInputs.ts'
import { ProblemList } from './problemList.ts'
import { inputSpec, type PlacedInputs, readInputs } from './readInputs.ts'
import { readSettings, settingPlace } from './readSettings.ts'
import { resolveInputs, type ResolvedKinds } from './resolveInputs.ts'

/** The files of one image, absolute. */
export interface InputImage {
  readonly imagePath: string
  readonly selavyPath: string
  readonly noisePath: string
  readonly backgroundPath: string | null
  /** The epoch that the configuration puts it in; null where it has no epochs. */
  readonly epochKey: string | null
}

export interface ResolvedInputs {
  /** True where the configuration sorts images into epochs; otherwise each image is an epoch. */
  readonly isEpochBased: boolean
  /** In the order of the epochs, then of the configuration; the pipeline orders them by time. */
  readonly images: readonly InputImage[]
}

export interface ConfigReport {
  /** Everything that is wrong or worth knowing, in the order of the file. */
  readonly problems: readonly ConfigProblem[]
  /** The configuration with its defaults; null where it cannot be told, or where a key or a value is wrong. */
  readonly config: RunConfig | null
  /** What to process; null unless there is no error at all. */
  readonly inputs: ResolvedInputs | null
}

export interface ValidationContext {
  readonly listing: FileListing
  /** Looks into the files; null to leave that out (an editor that checks while one types). */
  readonly inspector: InputInspector | null
}

/**
 * Checks the text of a configuration completely: one report has every problem, with its line and column.
 *
 * @param path where the text is from; relative inputs start at its folder
 */
export async function validateConfig(text: string, path: string, context: ValidationContext): Promise<ConfigReport> {
  const problems = new ProblemList(path)
  const root = readRoot(text, path, problems)
  if (root === null) return { problems: problems.sorted(), config: null, inputs: null }
  const settings = readSettings(root, problems)
  const monitorPlace = settings.sourceMonitoring.monitor ? settingPlace(root, 'source_monitoring', 'monitor') : null
  const placed = readInputs(root, monitorPlace, problems)
  const config = problems.hasErrors ? null : runConfig(settings, placed)
  const kinds = await resolveInputs(placed, dirname(resolve(path)), context.listing, problems)
  const images = await checkInputs(kinds, context, problems)
  const inputs = problems.hasErrors || images === null ? null : resolvedInputs(images)
  return { problems: problems.sorted(), config, inputs }
}

function readRoot(text: string, path: string, problems: ProblemList): YamlMap | null {
  const { root, faults } = parseYaml(path, text)
  for (const { code, data, hint } of faults) {
    problems.error(code, { line: Number(data['line']), column: Number(data['column']) }, String(data['reason']), hint)
  }
  if (root === null || root.kind === 'map') return root
  if (root.kind === 'scalar' && root.value === null) return { kind: 'map', place: root.place, entries: [] }
  const message = `expected the sections of a configuration (inputs, source_association ...), found ${found(root)}.`
  problems.error('config.type', root.place, message, 'Start from a fresh one: ./halley init writes it with every key explained.')
  return null
}

function runConfig(settings: RunSettings, placed: PlacedInputs): RunConfig | null {
  const { image, selavy, noise, background } = placed
  if (!image || !selavy || !noise) return null
  const inputs = {
    image: inputSpec(image),
    selavy: inputSpec(selavy),
    noise: inputSpec(noise),
    background: background ? inputSpec(background) : null,
  }
  return { ...settings, inputs }
}

async function checkInputs(
  kinds: ResolvedKinds,
  { listing, inspector }: ValidationContext,
  problems: ProblemList,
): Promise<PairedImage[] | null> {
  const images = pairInputs(kinds, problems)
  const usable = await checkFiles(kinds, listing, problems)
  if (images === null) return null
  checkNames(images, usable, problems)
  if (images.length === 1) {
    const message = 'inputs.image: expected at least two images to find what varies, found one.'
    problems.warn(
      'config.single-image',
      images[0].image.place,
      message,
      'Add images of other epochs, now or later; one alone can be processed.',
    )
  }
  if (inspector) await inspectInputs(images, usable, inspector, problems)
  return images
}

function resolvedInputs(images: readonly PairedImage[]): ResolvedInputs {
  return {
    isEpochBased: images[0].epochKey !== null,
    images: images.map(({ image, selavy, noise, background, epochKey }) => ({
      imagePath: image.path,
      selavyPath: selavy.path,
      noisePath: noise.path,
      backgroundPath: background?.path ?? null,
      epochKey,
    })),
  }
}
