import { basename, dirname, resolve } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { diskListing } from '../../store/files/fileListing.ts'
import type { VastRun } from '../../store/vast/listVastRuns.ts'
import { epochOrder } from '../config/resolveInputs.ts'
import type { InputImage } from '../config/validate.ts'
import { validateConfig } from '../config/validate.ts'
import type { InputSpec, RunConfig } from '../contract/config.ts'
import { readConfigFile } from '../runs/readConfigFile.ts'

export interface VastConfig {
  /** What the tables were made from, input paths made absolute. */
  readonly text: string
  /** What is to be processed next. */
  readonly draftText: string
  /** By the names of the images, epochs in their order; null where the text alone does not tell: globs whose files are gone. */
  readonly images: ReadonlyMap<string, InputImage> | null
}

interface KeyedFile {
  readonly key: string | null
  readonly path: string
}

function sortedEpochs<T extends { readonly key: string }>(epochs: readonly T[]): T[] {
  const compare = epochOrder(epochs.map(({ key }) => key))
  return epochs.toSorted((a, b) => compare(a.key, b.key))
}

function listedFiles(spec: InputSpec, folder: string): KeyedFile[] | null {
  const parts = spec.kind === 'epochs' ? sortedEpochs(spec.epochs) : [{ key: null, source: spec }]
  const files: KeyedFile[] = []
  for (const { key, source } of parts) {
    if (source.kind === 'glob') return null
    files.push(...source.files.map((path) => ({ key, path: resolve(folder, path) })))
  }
  return files
}

/** The images of a configuration whose files need not be there. */
function listedImages({ inputs }: RunConfig, folder: string): InputImage[] | null {
  const [images, catalogues, noises] = [inputs.image, inputs.selavy, inputs.noise].map((spec) => listedFiles(spec, folder))
  const backgrounds = inputs.background && listedFiles(inputs.background, folder)
  if (!images || catalogues?.length !== images.length || noises?.length !== images.length) return null
  return images.map(({ key, path }, index) => ({
    imagePath: path,
    selavyPath: catalogues[index].path,
    noisePath: noises[index].path,
    backgroundPath: backgrounds?.[index]?.path ?? null,
    epochKey: key,
  }))
}

/** Reads the configurations of a run of VAST. @returns `vast.damaged` where there is none, faults of the file */
export async function readVastConfig(run: VastRun): Promise<Result<VastConfig>> {
  const { configPath, draftPath } = run
  if (configPath === null) return failure(noConfig(run))
  const processed = await readConfigFile(configPath)
  if (!processed.ok) return processed
  const draft = await readConfigFile(draftPath ?? configPath)
  if (!draft.ok) return draft
  const text = processed.value.movableText
  const { config, inputs } = await validateConfig(text, configPath, { listing: diskListing, inspector: null })
  const images = inputs?.images ?? (config && listedImages(config, dirname(configPath)))
  const byName = images && new Map(images.map((image) => [basename(image.imagePath), image]))
  return success({ text, draftText: draft.value.movableText, images: byName })
}

function noConfig({ folder }: VastRun) {
  return makeFault('vast.damaged', `${folder}: expected config_prev.yaml or config.yaml, found neither.`, {
    hint: 'Bring the configuration back in the old system.',
    data: { path: folder },
  })
}
